import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ExpiredBranchesDocument, ExpiredQuery } from '../../schemas/branches.ts'
import { refusals } from '../../schemas/document.ts'
import { expireBranches, findExpired } from '../actions/expire-branches.ts'
import type { Broker } from '../broker.ts'
import { expiredBranchesDocument } from '../hal/branches.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { requestUrl } from '../http/request-url.ts'

const tags = ['Branches']
const response = { 200: ExpiredBranchesDocument, ...refusals.notFound }

/** Beyond the Pact Broker: branches that nobody works on any more, over all applications. */
export function expiredBranchRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  return async app => {
    app.get(
      urls.expiredBranches,
      { schema: { summary: 'Branches without a new version for long', tags, querystring: ExpiredQuery, response } },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const branches = await findExpired(broker, db, request.query.pacticipant)
        return hal(reply, expiredBranchesDocument(base, requestUrl(request, base), branches))
      }
    )

    app.delete(
      urls.expiredBranches,
      {
        schema: {
          summary: 'Remove the branches without a new version for long; their versions stay',
          tags,
          querystring: ExpiredQuery,
          response
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const branches = await expireBranches(broker, request.query.pacticipant)
        return hal(reply, expiredBranchesDocument(base, requestUrl(request, base), branches))
      }
    )
  }
}
