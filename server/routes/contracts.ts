import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { PublishContracts, PublishedContracts, PublishedTogether, PublishTogether } from '../../schemas/contracts.ts'
import { refusals } from '../../schemas/document.ts'
import { publishContracts, publishTogether } from '../actions/publish-contracts.ts'
import type { Broker } from '../broker.ts'
import { publishedContracts, publishedTogether } from '../hal/published-contracts.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'

export function contractRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.post(
      urls.publishContracts,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Publish what a version expects of its providers',
          tags: ['Contracts'],
          body: PublishContracts,
          response: { 200: PublishedContracts }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, broker.config.baseUrl)
        return hal(reply, publishedContracts(base, await publishContracts(broker, request.body, base)))
      }
    )

    app.post(
      urls.publishTogether,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Publish what versions of several applications expect of their providers, all or none',
          tags: ['Contracts'],
          body: PublishTogether,
          response: { 200: PublishedTogether, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, broker.config.baseUrl)
        return hal(reply, publishedTogether(base, await publishTogether(broker, request.body.publications, base)))
      }
    )
  }
}
