import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '../../schemas/document.ts'
import { ApplicationPath } from '../../schemas/paths.ts'
import { UsageDocument, UsageQuery } from '../../schemas/usage.ts'
import { whoUses } from '../actions/who-uses.ts'
import type { Broker } from '../broker.ts'
import { usageDocument } from '../hal/usages.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { requestPath } from '../http/request-url.ts'

export function usageRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/pacticipants/:pacticipant/usage',
      {
        schema: {
          summary: 'Which consumers say that they rely on an element of a provider, how strongly, and where they are live',
          tags: ['Simulation'],
          params: ApplicationPath,
          querystring: UsageQuery,
          response: { 200: UsageDocument, ...refusals.invalid, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { element, match = 'exact' } = request.query
        const base = baseUrlOf(request, broker.config.baseUrl)
        const found = await whoUses(broker, request.params.pacticipant, { element, match })
        return hal(reply, usageDocument(base, found, requestPath(request, base)))
      }
    )
  }
}
