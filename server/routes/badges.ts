import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import type { TSchema } from 'typebox'
import { refusals } from '../../schemas/document.ts'
import { badgeForm } from '../../schemas/overview.ts'
import { PairPath, PairTagPath } from '../../schemas/pact-paths.ts'
import { ApplicationPath } from '../../schemas/paths.ts'
import { BadgeQuery, BranchToEnvironmentPath, PactBadgeQuery, TagsOfPairPath, TagToTagPath } from '../../schemas/short-cuts.ts'
import {
  badgeFromBranchToEnvironment,
  badgeFromTagToTag,
  badgeOfMainBranch,
  badgeOfPact,
  badgeOfTags
} from '../actions/choose-badge.ts'
import type { Broker } from '../broker.ts'
import { type Badge, errorBadge } from '../domain/badges.ts'
import type { Moment } from '../domain/moment.ts'
import { sendBadge } from '../http/badges.ts'
import { knownAnswers } from '../http/known-answers.ts'
import { checkNames } from '../http/names.ts'
import { newReference } from '../http/refusals.ts'
import { Problem } from '../problem.ts'

type Params = Record<'provider' | 'consumer' | 'pacticipant' | 'branch' | 'environment' | 'tag' | 'providerTag' | 'to', string>
type Query = { label?: string; initials?: string }

/** A kind of badge: its address, and what to draw for it. Reference 1.17. */
interface Kind {
  path: string
  summary: string
  params: TSchema
  query: TSchema
  /** It may be kept for as long as the setting says. */
  cached?: true
  choose: (asking: Pick<Broker, 'db' | 'now' | 'config'> & { moment: Moment }, params: Params, query: Query) => Promise<Badge>
}

const ofPact = '/pacts/provider/:provider/consumer/:consumer'
const styleOf = ({ label, initials }: Query) => ({ label, initials: initials === 'true' })

const kinds: Kind[] = [
  {
    path: `${ofPact}/latest`,
    summary: 'How the latest pact stands',
    params: PairPath,
    query: PactBadgeQuery,
    choose: ({ db }, pair, query) => badgeOfPact(db, pair, {}, styleOf(query))
  },
  {
    path: `${ofPact}/latest/:tag`,
    summary: 'How the latest pact with a tag stands',
    params: PairTagPath,
    query: PactBadgeQuery,
    choose: ({ db }, { tag, ...pair }, query) => badgeOfPact(db, pair, { tag }, styleOf(query))
  },
  {
    path: `${ofPact}/latest-untagged`,
    summary: 'How the latest pact without tags stands',
    params: PairPath,
    query: PactBadgeQuery,
    choose: ({ db }, pair, query) => badgeOfPact(db, pair, { untagged: true }, styleOf(query))
  },
  {
    path: '/matrix/provider/:provider/latest/:providerTag/consumer/:consumer/latest/:tag',
    summary: 'How the newest versions with two tags stand',
    params: TagsOfPairPath,
    query: PactBadgeQuery,
    choose: ({ db }, params, query) => badgeOfTags(db, params, styleOf(query))
  },
  {
    path: '/pacticipants/:pacticipant/latest-version/:tag/can-i-deploy/to/:to',
    summary: 'Can the newest version with a tag be deployed to where another tag is?',
    params: TagToTagPath,
    query: BadgeQuery,
    choose: (asking, params, { label }) => badgeFromTagToTag(asking, params, label)
  },
  {
    path: '/pacticipants/:pacticipant/branches/:branch/latest-version/can-i-deploy/to-environment/:environment',
    summary: 'Can the head of a branch be deployed to an environment?',
    params: BranchToEnvironmentPath,
    query: BadgeQuery,
    choose: (asking, params, { label }) => badgeFromBranchToEnvironment(asking, params, label)
  },
  {
    path: '/pacticipants/:pacticipant/main-branch/can-i-merge',
    summary: 'Does the head of the main branch fit the heads of the others?',
    params: ApplicationPath,
    query: BadgeQuery,
    cached: true,
    choose: (asking, { pacticipant }, { label }) => badgeOfMainBranch(asking, pacticipant, label)
  }
]

const response = {
  200: badgeForm,
  307: { type: 'null', description: 'Where the badge is drawn.' },
  ...refusals.invalid
}

export function badgeRoutes({ db, config, now }: Broker): FastifyPluginAsyncTypebox {
  const known = knownAnswers(db)
  return async app => {
    // Whoever looks at an image reads no refusals: what goes wrong is drawn, too.
    app.setErrorHandler((error, request, reply) => {
      if (error instanceof Problem || (error as { validation?: unknown }).validation !== undefined) throw error
      const reference = newReference()
      request.log.error({ err: error, reference }, 'unexpected error')
      return sendBadge(reply, config, errorBadge(reference))
    })

    for (const { path, summary, params, query: querystring, cached, choose } of kinds) {
      const schema = { summary, tags: ['Badges'], params, querystring, response }
      for (const ending of ['badge', 'badge.svg']) {
        app.get(`${path}/${ending}`, { schema }, async (request, reply: FastifyReply) => {
          const { label, ...query } = request.query as Query
          if (label) checkNames({ label })
          const style = label ? { ...query, label } : query
          const choice = await known(request.url, now(), async moment =>
            JSON.stringify(await choose({ db, now, config, moment }, request.params as Params, style))
          )
          if (cached) reply.header('Cache-Control', config.badgeCache)
          return sendBadge(reply, config, JSON.parse(choice) as Badge)
        })
      }
    }
  }
}
