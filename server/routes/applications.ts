import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApplicationDocument, ApplicationFields, ApplicationsDocument, NewApplication } from '../../schemas/applications.ts'
import { gone, refusals } from '../../schemas/document.ts'
import { SearchQuery } from '../../schemas/pages.ts'
import { ApplicationPath } from '../../schemas/paths.ts'
import { detailsOf, withDetails } from '../actions/describe-application.ts'
import { missing, theApplication } from '../actions/found.ts'
import { keepingRemovals } from '../actions/policy-log.ts'
import { saveApplication } from '../actions/save-application.ts'
import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import { applicationDocument, applicationsDocument } from '../hal/applications.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly, jsonOrMergePatch } from '../http/media-types.ts'
import { checkNames, checkPathNames } from '../http/names.ts'
import { describePage, pageOf } from '../http/pages.ts'
import { userOf } from '../http/users.ts'
import { deleteApplication, listApplications } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'

const tags = ['Applications']
const path = '/pacticipants/:pacticipant'
const saved = { 200: ApplicationDocument, 201: ApplicationDocument, ...refusals.invalid, ...refusals.mediaType }

export function applicationRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker
  return async app => {
    app.get(
      urls.applications,
      {
        schema: {
          summary: 'All applications',
          tags,
          querystring: SearchQuery,
          response: { 200: ApplicationsDocument, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const page = pageOf(request.query)
        const { items, total } = await listApplications(db, { q: request.query.q, page })
        return hal(reply, applicationsDocument(base, await withDetails(db, items), describePage(request, base, page, total)))
      }
    )

    app.post(
      urls.applications,
      {
        preHandler: jsonOnly,
        schema: { summary: 'Create an application; a known one is left as it is', tags, body: NewApplication, response: saved }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { name } = request.body
        checkNames({ name })
        const { application } = await saveApplication(broker, name, request.body, 'create')
        return hal(reply, await describe(db, base, application), base + urls.application(application.name))
      }
    )

    app.get(
      path,
      {
        schema: {
          summary: 'An application',
          tags,
          params: ApplicationPath,
          response: { 200: ApplicationDocument, ...refusals.notFound }
        }
      },
      async (request, reply) =>
        hal(reply, await describe(db, baseUrlOf(request, config.baseUrl), await theApplication(db, request.params.pacticipant)))
    )

    app.put(
      path,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Replace all that is said of an application',
          tags,
          params: ApplicationPath,
          body: ApplicationFields,
          response: { ...saved, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { application } = await saveApplication(broker, request.params.pacticipant, request.body ?? {}, 'replace')
        return hal(reply, await describe(db, baseUrlOf(request, config.baseUrl), application))
      }
    )

    app.patch(
      path,
      {
        preHandler: [checkPathNames, jsonOrMergePatch],
        schema: {
          summary: 'Change what is given of an application, or create it',
          tags,
          params: ApplicationPath,
          body: ApplicationFields,
          response: saved
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const name = request.params.pacticipant
        const { application, isNew } = await saveApplication(broker, name, request.body ?? {}, 'merge')
        return hal(reply, await describe(db, base, application), isNew ? base + urls.application(name) : undefined)
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Remove an application with its versions, contracts and results',
          tags,
          params: ApplicationPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const name = request.params.pacticipant
        const removal = { by: userOf(request), reason: `${name} was removed`, now: now() }
        const removed = await db.transaction(tx => keepingRemovals(tx, removal, () => deleteApplication(tx, name)))
        if (!removed) missing(`No pacticipant with name '${name}' found`)
        return reply.code(204).send(null)
      }
    )
  }
}

const describe = async (db: Queries, base: string, application: Application) =>
  applicationDocument(base, application, await detailsOf(db, application))
