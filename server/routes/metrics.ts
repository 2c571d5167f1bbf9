import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MetricsDocument } from '../../schemas/overview.ts'
import { measureBroker } from '../actions/measure-broker.ts'
import type { Broker } from '../broker.ts'
import { metricsDocument } from '../hal/metrics.ts'
import { urls } from '../hal/urls.ts'
import { hal } from '../http/hal.ts'

export function metricsRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      urls.metrics,
      { schema: { summary: 'How much there is of everything', tags: ['Overview'], response: { 200: MetricsDocument } } },
      async (_request, reply) => hal(reply, metricsDocument(await measureBroker(broker)))
    )
  }
}
