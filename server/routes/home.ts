import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Links } from '../../schemas/document.ts'
import type { Broker } from '../broker.ts'
import { indexDocument } from '../hal/index.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'

const Index = Type.Object({ _links: Links })
const Heartbeat = Type.Object({ ok: Type.Boolean(), _links: Links })

export function indexRoutes({ config }: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/',
      { schema: { summary: 'Every relation of the broker', tags: ['Index'], response: { 200: Index } } },
      async (request, reply) => hal(reply, indexDocument(baseUrlOf(request, config.baseUrl)))
    )

    if (!config.diagnosticEndpoints) return
    app.get(
      urls.heartbeat,
      { schema: { summary: 'Is the process alive?', tags: ['Diagnostics'], response: { 200: Heartbeat } } },
      async (request, reply) =>
        hal(reply, { ok: true, _links: { self: { href: baseUrlOf(request, config.baseUrl) + urls.heartbeat } } })
    )
  }
}
