import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '../../schemas/document.ts'
import { EnvironmentPath, VersionPath } from '../../schemas/paths.ts'
import { EnvironmentResourcesDocument, ResourcesDocument, ResourcesFields } from '../../schemas/resources.ts'
import { declareResources } from '../actions/declare-resources.ts'
import { theVersion } from '../actions/found.ts'
import { showResources } from '../actions/show-resources.ts'
import type { Broker } from '../broker.ts'
import { environmentResourcesDocument, resourcesDocument } from '../hal/resources.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkPathNames } from '../http/names.ts'
import { findResources } from '../storage/resources.ts'

const tags = ['Resources']
const path = '/pacticipants/:pacticipant/versions/:version/resources'

export function resourceRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker

  async function describe(base: string, application: string, number: string) {
    const version = await theVersion(db, application, number)
    return resourcesDocument(base, version, await findResources(db, version.id))
  }

  return async app => {
    app.get(
      path,
      {
        schema: {
          summary: 'The stores that a version declares to use',
          tags,
          params: VersionPath,
          response: { 200: ResourcesDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant, version } = request.params
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), pacticipant, version))
      }
    )

    app.put(
      path,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Declare all stores that a version uses; the version is created when it is new',
          tags,
          params: VersionPath,
          body: ResourcesFields,
          response: { 200: ResourcesDocument, 201: ResourcesDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { pacticipant, version } = request.params
        const resources = request.body.resources.map(({ path, access, irreversible = false }) => ({ path, access, irreversible }))
        const isNew = await declareResources(broker, pacticipant, version, resources)
        const base = baseUrlOf(request, config.baseUrl)
        const document = await describe(base, pacticipant, version)
        return hal(reply, document, isNew ? base + urls.resources(pacticipant, version) : undefined)
      }
    )

    app.get(
      '/environments/:environment/resources',
      {
        schema: {
          summary: 'The stores that live versions use, and which of them two applications share',
          tags,
          params: EnvironmentPath,
          response: { 200: EnvironmentResourcesDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const found = await showResources(broker, request.params.environment)
        return hal(reply, environmentResourcesDocument(baseUrlOf(request, config.baseUrl), found))
      }
    )
  }
}
