import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { OverrideDocument, OverrideFields, OverrideRemoval, OverridesDocument } from '../../schemas/overrides.ts'
import { PageQuery } from '../../schemas/pages.ts'
import { UuidPath, VersionEnvironmentPath } from '../../schemas/paths.ts'
import { missing, theEnvironment, theVersion } from '../actions/found.ts'
import { createOverride, endOverride } from '../actions/override.ts'
import type { Broker } from '../broker.ts'
import { overrideDocument, overridesDocument } from '../hal/overrides.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames, checkTexts } from '../http/names.ts'
import { describePage, firstPage, pageOf } from '../http/pages.ts'
import { requestUrl } from '../http/request-url.ts'
import { userOf } from '../http/users.ts'
import { findOverride, listOverrides } from '../storage/overrides.ts'

const tags = ['Overrides']
const path = '/pacticipants/:pacticipant/versions/:version/overrides/environment/:environment'
const onePath = '/overrides/:uuid'

export function overrideRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker
  const theOverride = async (uuid: string) => (await findOverride(db, uuid)) ?? missing(`No override has the UUID ${uuid}`)

  return async app => {
    app.post(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Break-glass: answer for the deployment of a version, whatever is in its way now',
          tags,
          params: VersionEnvironmentPath,
          body: OverrideFields,
          response: {
            201: OverrideDocument,
            ...refusals.invalid,
            ...refusals.notFound,
            ...refusals.conflict,
            ...refusals.mediaType
          }
        }
      },
      async (request, reply) => {
        const { pacticipant: application, version, environment } = request.params
        const { by, reason, until, applicationInstance } = request.body
        const instance = applicationInstance ?? undefined
        if (instance !== undefined && instance !== '') checkNames({ applicationInstance: instance })
        const base = baseUrlOf(request, config.baseUrl)
        const asked = { application, version, environment, instance, by, reason, until }
        const uuid = await createOverride(broker, asked, { user: request.user, baseUrl: base })
        return hal(reply, overrideDocument(base, await theOverride(uuid), now()), base + urls.override(uuid))
      }
    )

    app.get(
      path,
      {
        schema: {
          summary: 'The overrides of a version on its way to an environment, the newest first',
          tags,
          params: VersionEnvironmentPath,
          response: { 200: OverridesDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const version = await theVersion(db, request.params.pacticipant, request.params.version)
        const environment = await theEnvironment(db, request.params.environment)
        const of = { versionId: version.id, environmentId: environment.id }
        const { items } = await listOverrides(db, { of, page: undefined })
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, overridesDocument(base, requestUrl(request, base), items, { now: now(), page: { links: {} } }))
      }
    )

    app.get(
      urls.overrides,
      {
        schema: {
          summary: 'All overrides, the newest first; a page at a time',
          tags,
          querystring: PageQuery,
          response: { 200: OverridesDocument, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const page = pageOf(request.query) ?? firstPage
        const { items, total } = await listOverrides(db, { page })
        const base = baseUrlOf(request, config.baseUrl)
        const described = { now: now(), page: describePage(request, base, page, total) }
        return hal(reply, overridesDocument(base, requestUrl(request, base), items, described))
      }
    )

    app.get(
      onePath,
      { schema: { summary: 'An override', tags, params: UuidPath, response: { 200: OverrideDocument, ...refusals.notFound } } },
      async (request, reply) =>
        hal(reply, overrideDocument(baseUrlOf(request, config.baseUrl), await theOverride(request.params.uuid), now()))
    )

    app.delete(
      onePath,
      {
        schema: {
          summary: 'Revoke an override; that it was there stays known',
          tags,
          params: UuidPath,
          querystring: OverrideRemoval,
          response: { ...gone, ...refusals.invalid, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { reason } = request.query
        checkTexts({ reason })
        await endOverride(broker, request.params.uuid, { by: userOf(request), because: reason ?? null })
        return reply.code(204).send(null)
      }
    )
  }
}
