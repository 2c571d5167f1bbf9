import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalid } from '../problem.ts'
import type { Queries } from '../storage/database.ts'
import { applicationsLike, tagsLike, versionsLike } from '../storage/stored-names.ts'

type Holder = Record<string, unknown>

/** A place of a request where a name stands; versions and tags belong to the application named elsewhere. */
interface Place {
  holder: Holder
  key: string
  owner?: { holder: Holder; key: string }
}

/**
 * Lets names in any case find what is stored (reference 1.1.1): each name in path, query and body becomes the stored one before
 * a handler sees it. A name that is stored as it is given stays; one that could be several is refused.
 */
export function findStoredNames(app: FastifyInstance, db: Queries): void {
  app.addHook('preHandler', async request => {
    const { applications, versions, tags } = placesOf(request)
    const known = await applicationsLike(db, [...new Set(applications.map(nameAt))])
    for (const place of applications) replace(place, known.get(nameAt(place)) ?? [])
    for (const place of versions) replace(place, await versionsLike(db, ownerOf(place), nameAt(place)))
    for (const place of tags) replace(place, await tagsLike(db, ownerOf(place), nameAt(place)))
  })
}

const nameAt = ({ holder, key }: Place) => holder[key] as string
const ownerOf = ({ owner }: Place) => (owner === undefined ? '' : (owner.holder[owner.key] as string))

function replace({ holder, key }: Place, stored: string[]) {
  const given = holder[key] as string
  const [first] = stored
  if (first === undefined || stored.includes(given)) return
  if (stored.length > 1) throw invalid([`${given} could be ${stored.sort().join(' or ')}: write it as it is stored`])
  holder[key] = first
}

function placesOf({ params, query, body }: FastifyRequest) {
  const [path, asked, told] = [params, query, body].map(part => (isHolder(part) ? part : {})) as [Holder, Holder, Holder]
  const selectors = [...holdersIn(asked.q), ...holdersIn(asked.ignore)]
  const chosen = holdersIn(told.consumerVersionSelectors)
  const publications = [told, ...holdersIn(told.publications)]
  const contracts = publications.flatMap(publication => holdersIn(publication.contracts))
  const among = (holders: Holder[], ...keys: string[]): Place[] =>
    holders.flatMap(holder => keys.map(key => ({ holder, key }))).filter(isName)
  const of = (key: string, holders: Holder[], owner: string): Place[] =>
    among(holders, key).flatMap(place =>
      isName({ holder: place.holder, key: owner }) ? { ...place, owner: { holder: place.holder, key: owner } } : []
    )
  // Of the provider in the path: the version that verified, or that says what it offers.
  const ofProvider = [
    ...among([told], 'providerApplicationVersion', 'pacticipantVersionNumber'),
    ...among(path.consumer === undefined ? [path] : [], 'version')
  ].map(place => ({ ...place, owner: { holder: path, key: 'provider' } }))
  return {
    applications: [
      ...among([path], 'pacticipant', 'provider', 'consumer'),
      ...among([asked, ...selectors], 'pacticipant'),
      ...among(publications, 'pacticipantName'),
      ...among(contracts, 'consumerName', 'providerName'),
      ...among(chosen, 'consumer')
    ],
    versions: [
      ...of('version', [path, asked, ...selectors], 'pacticipant'),
      ...of('version', [path], 'consumer'),
      ...of('pacticipantVersionNumber', publications, 'pacticipantName'),
      ...(isName({ holder: path, key: 'provider' }) ? ofProvider : [])
    ],
    tags: [...of('tag', [path, ...selectors], 'pacticipant'), ...of('tag', [path, ...chosen], 'consumer')]
  }
}

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null
const holdersIn = (value: unknown): Holder[] => (Array.isArray(value) ? value.filter(isHolder) : [])
const isName = ({ holder, key }: { holder: Holder; key: string }) => typeof holder[key] === 'string'
