import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApplicationDocument, Renaming } from '../../schemas/applications.ts'
import { refusals } from '../../schemas/document.ts'
import { ApplicationPath } from '../../schemas/paths.ts'
import { detailsOf } from '../actions/describe-application.ts'
import { renameApplication } from '../actions/rename-application.ts'
import { reinstateApplication, retireApplication } from '../actions/retire-application.ts'
import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import { applicationDocument } from '../hal/applications.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames } from '../http/names.ts'

const path = '/pacticipants/:pacticipant'
const changed = {
  tags: ['Applications'],
  params: ApplicationPath,
  response: { 200: ApplicationDocument, ...refusals.notFound, ...refusals.conflict }
}

/** Beyond the Pact Broker: an application gets another name, goes out of use, and comes back. */
export function applicationLifeRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  const describe = async (base: string, application: Application) =>
    applicationDocument(base, application, await detailsOf(db, application))

  return async app => {
    app.post(
      `${path}/rename`,
      {
        preHandler: jsonOnly,
        schema: {
          ...changed,
          summary: 'Give an application another name; the one it had goes on working',
          body: Renaming,
          response: { ...changed.response, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { name } = request.body
        checkNames({ name })
        const application = await renameApplication(broker, request.params.pacticipant, name)
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), application))
      }
    )

    app.post(
      `${path}/retire`,
      { schema: { ...changed, summary: 'Retire an application that is live nowhere' } },
      async (request, reply) => {
        const application = await retireApplication(broker, request.params.pacticipant)
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), application))
      }
    )

    app.post(
      `${path}/reinstate`,
      { schema: { ...changed, summary: 'Take a retired application back into use' } },
      async (request, reply) => {
        const application = await reinstateApplication(broker, request.params.pacticipant)
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), application))
      }
    )
  }
}
