import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { integrationsForms } from '../../schemas/overview.ts'
import { PairPath } from '../../schemas/pact-paths.ts'
import { SearchQuery } from '../../schemas/pages.ts'
import { removeAllIntegrations, removeOneIntegration } from '../actions/remove-integrations.ts'
import type { Broker } from '../broker.ts'
import { integrationsDocument, integrationsGraph } from '../hal/integrations.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { negotiated } from '../http/negotiation.ts'
import { describePage, pageOf } from '../http/pages.ts'
import { sendText } from '../http/send-text.ts'
import { userOf } from '../http/users.ts'
import { listIntegrations } from '../storage/integrations.ts'

const tags = ['Overview']

export function integrationRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  return async app => {
    app.get(
      urls.integrations,
      {
        schema: {
          summary: 'The pairs of consumer and provider, the last changed first; for Graphviz unless JSON is asked for',
          tags,
          querystring: SearchQuery,
          response: { 200: integrationsForms, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const type = negotiated(request, ['text/vnd.graphviz', 'application/hal+json', 'application/json'])
        const page = pageOf(request.query)
        const { items, total } = await listIntegrations(db, { q: request.query.q, page })
        if (type === 'text/vnd.graphviz') return sendText(reply, type, integrationsGraph(items))
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, integrationsDocument(base, items, describePage(request, base, page, total)))
      }
    )

    app.delete(
      urls.integrations,
      { schema: { summary: 'Delete every application with its contracts and results; environments stay', tags, response: gone } },
      async (request, reply) => {
        await removeAllIntegrations(broker, userOf(request))
        return reply.code(204).send(null)
      }
    )

    app.delete(
      '/integrations/provider/:provider/consumer/:consumer',
      {
        schema: {
          summary: 'Delete the contracts and results of two applications, and what of either is left with nothing',
          tags,
          params: PairPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        await removeOneIntegration(broker, request.params, userOf(request))
        return reply.code(204).send(null)
      }
    )
  }
}
