import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { LatestPacts, PactRemoved, PairPacts, ProviderPacts } from '../../schemas/contracts.ts'
import { gone } from '../../schemas/document.ts'
import {
  PairBranchPath,
  PairPath,
  PairTagPath,
  ProviderBranchPath,
  ProviderPath,
  ProviderTagPath
} from '../../schemas/pact-paths.ts'
import { removePacts } from '../actions/remove-pacts.ts'
import type { Broker } from '../broker.ts'
import { latestPacts, pairPacts, providerPacts } from '../hal/pact-lists.ts'
import { pactRemoved } from '../hal/pacts.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { Problem } from '../problem.ts'
import { unknownNames } from '../storage/application-names.ts'
import { type Listing, listPublications } from '../storage/publications.ts'

const tags = ['Pacts']
const ofProvider = '/pacts/provider/:provider'
const ofPair = '/pacts/provider/:provider/consumer/:consumer'

interface Pair {
  provider: string
  consumer: string
}

type Asked = { provider: string; tag?: string; branch?: string }
type Filter = Omit<Listing, 'provider' | 'consumer'>

/** The list of a provider that each path gives, and how its title goes on. Reference 1.8.5. */
const providerLists = [
  { path: '', params: ProviderPath, filter: () => ({ of: 'all' }) },
  { path: '/tag/:tag', params: ProviderTagPath, filter: ({ tag }) => ({ of: 'all', tag }) },
  { path: '/latest', params: ProviderPath, filter: () => ({ of: 'latest' }) },
  { path: '/latest/:tag', params: ProviderTagPath, filter: ({ tag }) => ({ of: 'latest', tag }) },
  { path: '/branch', params: ProviderPath, filter: () => ({ of: 'all', branch: true }) },
  { path: '/branch/latest', params: ProviderPath, filter: () => ({ of: 'head', branch: true }) },
  { path: '/branch/:branch', params: ProviderBranchPath, filter: ({ branch }) => ({ of: 'all', branch }) },
  { path: '/branch/:branch/latest', params: ProviderBranchPath, filter: ({ branch }) => ({ of: 'head', branch }) }
] as const satisfies Array<{ path: string; params: object; filter: (asked: Required<Asked>) => Filter }>

/** The lists of a pair; `removes` where DELETE removes what GET lists. Reference 1.8.4. */
const pairLists = [
  { path: '/versions', params: PairPath, newestFirst: true, removes: 204, filter: () => ({ of: 'all' }) },
  { path: '/tag/:tag', params: PairTagPath, newestFirst: true, removes: 200, filter: ({ tag }) => ({ of: 'all', tag }) },
  { path: '/branch', params: PairPath, newestFirst: false, removes: undefined, filter: () => ({ of: 'all', branch: true }) },
  {
    path: '/branch/versions',
    params: PairPath,
    newestFirst: false,
    removes: undefined,
    filter: () => ({ of: 'all', branch: true })
  },
  {
    path: '/branch/latest/versions',
    params: PairPath,
    newestFirst: false,
    removes: undefined,
    filter: () => ({ of: 'head', branch: true })
  },
  {
    path: '/branch/:branch',
    params: PairBranchPath,
    newestFirst: false,
    removes: 200,
    filter: ({ branch }) => ({ of: 'all', branch })
  },
  {
    path: '/branch/:branch/latest/versions',
    params: PairBranchPath,
    newestFirst: false,
    removes: undefined,
    filter: ({ branch }) => ({ of: 'head', branch })
  }
] as const satisfies Array<{
  path: string
  params: object
  newestFirst: boolean
  removes: 200 | 204 | undefined
  filter: (asked: Required<Asked>) => Filter
}>

export function pactListRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  const baseOf = (request: FastifyRequest) => baseUrlOf(request, config.baseUrl)

  async function requireKnown(names: string[]) {
    const [unknown] = await unknownNames(db, names)
    if (unknown !== undefined) throw new Problem('not-found', `No application is named ${unknown}.`)
  }

  return async app => {
    app.get(
      urls.latestPacts,
      { schema: { summary: 'The latest pact of each pair', tags, response: { 200: LatestPacts } } },
      async (request, reply) => hal(reply, latestPacts(baseOf(request), await listPublications(db, { of: 'latest' })))
    )

    for (const { path, params, filter } of providerLists) {
      const schema = {
        summary: `Pacts of a provider: ${path === '' ? 'all' : path.slice(1)}`,
        tags,
        params,
        response: { 200: ProviderPacts }
      }
      app.get(ofProvider + path, { schema }, async (request, reply) => {
        const asked = request.params as Required<Asked>
        const { provider } = asked
        const [unknown] = await unknownNames(db, [provider])
        if (unknown !== undefined) throw new Problem('not-found', `No provider with name '${provider}' found`)
        const pacts = await listPublications(db, { ...filter(asked), provider })
        const self = { path: pathOf(request), title: titleOf(filter(asked), asked) }
        return hal(reply, providerPacts(baseOf(request), self, provider, pacts))
      })
    }

    for (const { path, params, filter, newestFirst, removes } of pairLists) {
      const schema = { summary: `Pacts of a pair: ${path.slice(1)}`, tags, params, response: { 200: PairPacts } }
      const list = async (asked: Pair & Required<Asked>) => {
        const { provider, consumer } = asked
        await requireKnown([consumer, provider])
        const pacts = await listPublications(db, { ...filter(asked), provider, consumer })
        return newestFirst ? pacts : pacts.reverse()
      }
      app.get(ofPair + path, { schema }, async (request, reply) => {
        const asked = request.params as Pair & Required<Asked>
        const prefix = path === '/tag/:tag' ? 'pb:' : ''
        return hal(reply, pairPacts(baseOf(request), pathOf(request), asked, await list(asked), prefix))
      })
      if (removes === undefined) continue
      const removal = {
        ...schema,
        summary: `Delete pacts of a pair: ${path.slice(1)}`,
        response: removes === 204 ? gone : { 200: PactRemoved }
      }
      app.delete(ofPair + path, { schema: removal }, async (request, reply) => {
        const asked = request.params as Pair & Required<Asked>
        const another = await removePacts(broker, asked, await list(asked))
        return removes === 204 ? reply.code(204).send(null) : hal(reply, pactRemoved(baseOf(request), asked, another))
      })
    }
  }
}

const pathOf = (request: FastifyRequest) => (request.url.split('?', 1)[0] as string).replace(/\/+$/, '')

function titleOf({ of, tag, branch }: Filter, { provider }: { provider: string }): string {
  const start = of === 'all' ? 'All pact versions' : 'Latest pact versions'
  const which = tag !== undefined ? ` with consumer version tag '${tag}'` : ''
  const where = typeof branch === 'string' ? ` with consumer version branch '${branch}'` : ''
  return `${start} for the provider ${provider}${which}${where}`
}
