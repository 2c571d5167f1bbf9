import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '../../schemas/document.ts'
import { VersionEnvironmentPath } from '../../schemas/paths.ts'
import { PlanDocument, PlanQuery } from '../../schemas/plan.ts'
import { makePlan } from '../actions/make-plan.ts'
import type { Broker } from '../broker.ts'
import { planDocument } from '../hal/plan.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { requestUrl } from '../http/request-url.ts'

export function planRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/pacticipants/:pacticipant/versions/:version/plan/environment/:environment',
      {
        schema: {
          summary: 'The shortest safe order of deployments that ends with the version in the environment (by UUID or name)',
          tags: ['Matrix'],
          params: VersionEnvironmentPath,
          querystring: PlanQuery,
          response: { 200: PlanDocument, ...refusals.invalid, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant: application, version, environment } = request.params
        const { applicationInstance: instance, ignore } = request.query
        const made = await makePlan(broker, { application, version, environment, instance, ignore })
        const base = baseUrlOf(request, broker.config.baseUrl)
        return hal(reply, planDocument(base, made, requestUrl(request, base)))
      }
    )
  }
}
