import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '../../schemas/document.ts'
import { InstanceQuery, LeavingDocument, MissingDocument, MissingQuery, RollbackDocument } from '../../schemas/leaving.ts'
import { ApplicationEnvironmentPath, EnvironmentPath, VersionEnvironmentPath } from '../../schemas/paths.ts'
import { canILeave } from '../actions/can-i-leave.ts'
import { canIRollBack } from '../actions/can-i-roll-back.ts'
import { checkEnvironment } from '../actions/check-environment.ts'
import { theApplication } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { leavingDocument, missingDocument, rollbackDocument } from '../hal/leaving.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { requestUrl } from '../http/request-url.ts'

const tags = ['Deployments and releases']

/** Questions about what is live already: may it leave, could it go back, what is not proved yet? */
export function leavingRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker

  return async app => {
    for (const [question, summary] of [
      ['can-i-undeploy', 'Can the version be undeployed, with nothing in its place?'],
      ['can-i-end-support', 'Can the support of the version end?']
    ] as const) {
      app.get(
        `/pacticipants/:pacticipant/versions/:version/${question}/environment/:environment`,
        {
          schema: {
            summary,
            tags,
            params: VersionEnvironmentPath,
            querystring: InstanceQuery,
            response: { 200: LeavingDocument, ...refusals.notFound }
          }
        },
        async (request, reply) => {
          const { pacticipant: application, version, environment } = request.params
          const base = baseUrlOf(request, config.baseUrl)
          const instance = request.query.applicationInstance
          const leave = await canILeave(broker, { application, version, environment, instance })
          return hal(reply, leavingDocument(base, requestUrl(request, base), leave))
        }
      )
    }

    app.get(
      '/pacticipants/:pacticipant/can-i-rollback/environment/:environment',
      {
        schema: {
          summary: 'Could the application go back to what ran there before?',
          tags,
          params: ApplicationEnvironmentPath,
          querystring: InstanceQuery,
          response: { 200: RollbackDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant: application, environment } = request.params
        const base = baseUrlOf(request, config.baseUrl)
        const rollback = await canIRollBack(broker, { application, environment, instance: request.query.applicationInstance })
        return hal(reply, rollbackDocument(base, requestUrl(request, base), rollback))
      }
    )

    app.get(
      '/environments/:environment/missing',
      {
        schema: {
          summary: 'Which verifications are lacking for what is live there?',
          tags,
          params: EnvironmentPath,
          querystring: MissingQuery,
          response: { 200: MissingDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant } = request.query
        const base = baseUrlOf(request, config.baseUrl)
        const application = pacticipant === undefined ? undefined : (await theApplication(db, pacticipant)).name
        const check = await checkEnvironment(broker, request.params.environment)
        return hal(reply, missingDocument(base, requestUrl(request, base), check, application))
      }
    )
  }
}
