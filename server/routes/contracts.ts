import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Broker } from '../broker.ts'

export function contractRoutes(_broker: Broker): FastifyPluginAsyncTypebox {
  return async _app => {}
}
