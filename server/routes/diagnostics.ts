import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DependenciesDocument } from '../../schemas/overview.ts'
import type { Broker } from '../broker.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { answers } from '../storage/answers.ts'

const tags = ['Diagnostics']

export function diagnosticRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  return async app => {
    if (!config.diagnosticEndpoints) return
    app.get(
      urls.dependencies,
      {
        schema: {
          summary: 'Is what the broker depends on alive?',
          tags,
          response: { 200: DependenciesDocument, 500: DependenciesDocument }
        }
      },
      async (request, reply) => {
        const _links = { self: { href: baseUrlOf(request, config.baseUrl) + urls.dependencies } }
        const problem = await answers(db)
        if (problem === undefined) return hal(reply, { database: { ok: true }, _links })
        // The engine's own words may tell addresses and names; they are for the log.
        request.log.error({ err: problem }, 'the database does not answer')
        const error = { message: 'The database does not answer; the log tells why.' }
        return hal(reply.code(500), { database: { ok: false, error }, _links })
      }
    )

    // Fails on purpose, so it is no part of the description that clients read.
    app.route({
      method: ['GET', 'POST'],
      url: '/test/error',
      schema: { hide: true },
      handler: async () => {
        throw new Error('This error was asked for, to see what becomes of errors.')
      }
    })
  }
}
