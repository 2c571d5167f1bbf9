import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { UuidPath } from '../../schemas/paths.ts'
import { PolicyRemoval } from '../../schemas/policies.ts'
import { SharingExceptionDocument, SharingExceptionFields, SharingExceptionsDocument } from '../../schemas/resources.ts'
import { allowSharing, endSharing } from '../actions/allow-sharing.ts'
import { missing } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { sharingExceptionDocument, sharingExceptionsDocument } from '../hal/resources.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames, checkTexts } from '../http/names.ts'
import { userOf } from '../http/users.ts'
import { findException, listExceptions } from '../storage/sharing-exceptions.ts'

const tags = ['Resources']
const path = '/sharing-exceptions/:uuid'

export function sharingExceptionRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker
  const none = (uuid: string) => missing(`No exception has the UUID ${uuid}; GET ${urls.sharingExceptions} lists them`)
  const theException = async (uuid: string) => (await findException(db, uuid)) ?? none(uuid)
  return async app => {
    app.get(
      urls.sharingExceptions,
      { schema: { summary: 'Who may share a store for a time', tags, response: { 200: SharingExceptionsDocument } } },
      async (request, reply) =>
        hal(reply, sharingExceptionsDocument(baseUrlOf(request, config.baseUrl), await listExceptions(db), now()))
    )

    app.put(
      urls.sharingExceptions,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Allow applications to share a store up to a day',
          tags,
          body: SharingExceptionFields,
          response: { 200: SharingExceptionDocument, 201: SharingExceptionDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { applications, environment, reason } = request.body
        for (const name of applications) checkNames({ applications: name })
        checkNames({ environment })
        checkTexts({ reason })
        const { exception, isNew } = await allowSharing(broker, request.body, userOf(request))
        const document = sharingExceptionDocument(base, exception, now())
        return hal(reply, document, isNew ? base + urls.sharingException(exception.uuid) : undefined)
      }
    )

    app.get(
      path,
      {
        schema: {
          summary: 'An exception',
          tags,
          params: UuidPath,
          response: { 200: SharingExceptionDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const exception = await theException(request.params.uuid)
        return hal(reply, sharingExceptionDocument(baseUrlOf(request, config.baseUrl), exception, now()))
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Remove an exception; what was done to it stays, with the changes of policies',
          tags,
          params: UuidPath,
          querystring: PolicyRemoval,
          response: { ...gone, ...refusals.notFound, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const { reason } = request.query
        checkTexts({ reason })
        await endSharing(broker, request.params.uuid, { by: userOf(request), reason })
        return reply.code(204).send(null)
      }
    )
  }
}
