import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import {
  EnvironmentCheckDocument,
  EnvironmentDocument,
  EnvironmentFields,
  EnvironmentQuery,
  EnvironmentsDocument
} from '../../schemas/environments.ts'
import { EnvironmentPath } from '../../schemas/paths.ts'
import { checkEnvironment } from '../actions/check-environment.ts'
import { missing, theEnvironment } from '../actions/found.ts'
import { keepingRemovals } from '../actions/policy-log.ts'
import { type EnvironmentAsked, saveEnvironment } from '../actions/save-environment.ts'
import type { Broker } from '../broker.ts'
import { environmentCheckDocument } from '../hal/environment-check.ts'
import { environmentDocument, environmentsDocument } from '../hal/environments.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames, checkTexts } from '../http/names.ts'
import { userOf } from '../http/users.ts'
import { invalid } from '../problem.ts'
import { deleteEnvironment, listEnvironments } from '../storage/environments.ts'

const tags = ['Environments']
const path = '/environments/:environment'

export function environmentRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker
  return async app => {
    app.get(
      urls.environments,
      { schema: { summary: 'All environments', tags, querystring: EnvironmentQuery, response: { 200: EnvironmentsDocument } } },
      async (request, reply) =>
        hal(reply, environmentsDocument(baseUrlOf(request, config.baseUrl), await listEnvironments(db, request.query.name)))
    )

    app.post(
      urls.environments,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Create an environment',
          tags,
          body: EnvironmentFields,
          response: { 201: EnvironmentDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const uuid = await saveEnvironment(broker, checked(request.body))
        return hal(reply, environmentDocument(base, await theEnvironment(db, uuid)), base + urls.environment(uuid))
      }
    )

    app.get(
      path,
      {
        schema: {
          summary: 'An environment',
          tags,
          params: EnvironmentPath,
          response: { 200: EnvironmentDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const environment = await theEnvironment(db, request.params.environment)
        return hal(reply, environmentDocument(baseUrlOf(request, config.baseUrl), environment))
      }
    )

    app.get(
      `${path}/check`,
      {
        schema: {
          summary: 'Is everything that is live in the environment proved together?',
          tags,
          params: EnvironmentPath,
          response: { 200: EnvironmentCheckDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const check = await checkEnvironment(broker, request.params.environment)
        return hal(reply, environmentCheckDocument(baseUrlOf(request, config.baseUrl), check))
      }
    )

    app.put(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Replace all that is said of an environment',
          tags,
          params: EnvironmentPath,
          body: EnvironmentFields,
          response: { 200: EnvironmentDocument, ...refusals.invalid, ...refusals.notFound, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const uuid = await saveEnvironment(broker, checked(request.body), request.params.environment)
        return hal(reply, environmentDocument(baseUrlOf(request, config.baseUrl), await theEnvironment(db, uuid)))
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Remove an environment with its deployments and releases',
          tags,
          params: EnvironmentPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const uuid = request.params.environment
        const removal = { by: userOf(request), reason: 'its environment was removed', now: now() }
        const removed = await db.transaction(tx => keepingRemovals(tx, removal, () => deleteEnvironment(tx, uuid)))
        if (!removed) missing(`No environment has the UUID ${uuid}`)
        return reply.code(204).send(null)
      }
    )
  }
}

function checked(environment: EnvironmentAsked): EnvironmentAsked {
  const { name, displayName } = environment
  checkNames({ name })
  checkTexts({ displayName })
  if (/\s/.test(name)) throw invalid({ name: ['cannot contain spaces'] })
  return environment
}
