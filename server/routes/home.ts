import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Broker } from '../broker.ts'
import { indexDocument } from '../hal/index.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'

export function indexRoutes({ config }: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get('/', { schema: { summary: 'Every relation of the broker', tags: ['Index'] } }, async (request, reply) =>
      hal(reply, indexDocument(baseUrlOf(request, config.baseUrl)))
    )

    if (!config.diagnosticEndpoints) return
    app.get(urls.heartbeat, { schema: { summary: 'Is the process alive?', tags: ['Diagnostics'] } }, async (request, reply) =>
      hal(reply, { ok: true, _links: { self: { href: baseUrlOf(request, config.baseUrl) + urls.heartbeat } } })
    )
  }
}
