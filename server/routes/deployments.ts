import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Broker } from '../broker.ts'

export function deploymentRoutes(_broker: Broker): FastifyPluginAsyncTypebox {
  return async _app => {}
}
