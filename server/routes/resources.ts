import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { EnvironmentPath, UuidPath, VersionPath } from '../../schemas/paths.ts'
import {
  EnvironmentResourcesDocument,
  ResourcesDocument,
  ResourcesFields,
  SharingExceptionDocument,
  SharingExceptionFields,
  SharingExceptionsDocument
} from '../../schemas/resources.ts'
import { missing, theEnvironment, theVersion } from '../actions/found.ts'
import { allowSharing, saveResources } from '../actions/save-resources.ts'
import { showResources } from '../actions/show-resources.ts'
import type { Broker } from '../broker.ts'
import {
  environmentResourcesDocument,
  resourcesDocument,
  sharingExceptionDocument,
  sharingExceptionsDocument
} from '../hal/resources.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames, checkTexts } from '../http/names.ts'
import { deleteException, listExceptions, resourcesOf } from '../storage/resources.ts'

const tags = ['Resources']
const ofVersion = '/pacticipants/:pacticipant/versions/:version/resources'

export function resourceRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  return async app => {
    app.get(
      ofVersion,
      {
        schema: {
          summary: 'The stores that the version uses',
          tags,
          params: VersionPath,
          response: { 200: ResourcesDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const version = await theVersion(db, request.params.pacticipant, request.params.version)
        const found = await resourcesOf(db, version.id)
        return hal(reply, resourcesDocument(baseUrlOf(request, config.baseUrl), version, found))
      }
    )

    app.put(
      ofVersion,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Say which stores the version uses',
          tags,
          params: VersionPath,
          body: ResourcesFields,
          response: { 200: ResourcesDocument, ...refusals.invalid, ...refusals.notFound, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { resources } = request.body
        for (const { path } of resources) checkNames({ path })
        const base = baseUrlOf(request, config.baseUrl)
        const { version, kept } = await db.transaction(async tx => {
          const version = await theVersion(tx, request.params.pacticipant, request.params.version)
          return { version, kept: await saveResources(tx, version, resources) }
        })
        return hal(reply, resourcesDocument(base, version, kept))
      }
    )

    app.get(
      '/environments/:environment/resources',
      {
        schema: {
          summary: 'Which stores do applications share in the environment?',
          tags,
          params: EnvironmentPath,
          response: { 200: EnvironmentResourcesDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const document = await db.snapshot(async queries => {
          const environment = await theEnvironment(queries, request.params.environment)
          return environmentResourcesDocument(base, environment, await showResources(queries, environment.id, now()))
        })
        return hal(reply, document)
      }
    )

    app.get(
      urls.sharingExceptions,
      { schema: { summary: 'Where sharing a store was agreed to', tags, response: { 200: SharingExceptionsDocument } } },
      async (request, reply) =>
        hal(reply, sharingExceptionsDocument(baseUrlOf(request, config.baseUrl), await listExceptions(db)))
    )

    app.post(
      urls.sharingExceptions,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Agree to the sharing of a store, until a day',
          tags,
          body: SharingExceptionFields,
          response: { 201: SharingExceptionDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { path, environment, reason } = request.body
        checkNames({ path, environment })
        checkTexts({ reason })
        const base = baseUrlOf(request, config.baseUrl)
        const uuid = await allowSharing(broker, request.body)
        return hal(reply, sharingExceptionDocument(base, await theException(uuid)), base + urls.sharingException(uuid))
      }
    )

    app.get(
      '/sharing-exceptions/:uuid',
      {
        schema: {
          summary: 'An agreement to share a store',
          tags,
          params: UuidPath,
          response: { 200: SharingExceptionDocument, ...refusals.notFound }
        }
      },
      async (request, reply) =>
        hal(reply, sharingExceptionDocument(baseUrlOf(request, config.baseUrl), await theException(request.params.uuid)))
    )

    app.delete(
      '/sharing-exceptions/:uuid',
      {
        schema: {
          summary: 'End an agreement to share a store',
          tags,
          params: UuidPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { uuid } = request.params
        if (!(await db.transaction(tx => deleteException(tx, uuid)))) unknown(uuid)
        return reply.code(204).send(null)
      }
    )
  }

  async function theException(uuid: string) {
    return (await listExceptions(db)).find(exception => exception.uuid === uuid) ?? unknown(uuid)
  }
}

const unknown = (uuid: string) => missing(`No sharing exception has the UUID ${uuid}; GET /sharing-exceptions lists them`)
