import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { refusals } from '../../schemas/document.ts'
import { EnvironmentPath, UuidPath, VersionEnvironmentPath } from '../../schemas/paths.ts'
import { RolloutDocument, RolloutFields, RolloutsDocument } from '../../schemas/rollouts.ts'
import { missing, theEnvironment, theVersion } from '../actions/found.ts'
import { judgeDeployment } from '../actions/judge-deployment.ts'
import { abortRollout, finishRollout, startRollout } from '../actions/roll-out.ts'
import type { Broker } from '../broker.ts'
import { usualLease } from '../domain/rollouts.ts'
import { rolloutDocument, rolloutsDocument } from '../hal/rollouts.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames } from '../http/names.ts'
import { requestUrl } from '../http/request-url.ts'
import type { Notice } from '../problem.ts'
import { currentRolloutsIn, findRollout, rolloutsOf } from '../storage/rollouts.ts'

const tags = ['Rollouts']
const path = '/pacticipants/:pacticipant/versions/:version/rollouts/environment/:environment'
const onePath = '/rollouts/:uuid'

export function rolloutRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  async function describe(request: FastifyRequest, uuid: string, notices: Notice[] = []) {
    const rollout = (await findRollout(db, uuid)) ?? missing(`No rollout has the UUID ${uuid}`)
    const environment = await theEnvironment(db, rollout.environmentUuid)
    return rolloutDocument(baseUrlOf(request, config.baseUrl), rollout, environment, { now: now(), notices })
  }

  return async app => {
    app.get(
      path,
      {
        schema: {
          summary: 'Every rollout of the version in the environment, the newest first',
          tags,
          params: VersionEnvironmentPath,
          response: { 200: RolloutsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const version = await theVersion(db, request.params.pacticipant, request.params.version)
        const environment = await theEnvironment(db, request.params.environment)
        const base = baseUrlOf(request, config.baseUrl)
        const found = await rolloutsOf(db, version.id, environment.id)
        return hal(reply, rolloutsDocument(base, requestUrl(request, base), found, now()))
      }
    )

    app.post(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Record that the version begins to replace what runs in its slot: until that ends, both are live',
          tags,
          params: VersionEnvironmentPath,
          body: RolloutFields,
          response: {
            200: RolloutDocument,
            201: RolloutDocument,
            ...refusals.invalid,
            ...refusals.notFound,
            ...refusals.conflict,
            ...refusals.mediaType
          }
        }
      },
      async (request, reply) => {
        const instance = request.body?.applicationInstance ?? ''
        if (instance !== '') checkNames({ applicationInstance: instance })
        const lease = (request.body?.lease ?? usualLease) * 1000
        const base = baseUrlOf(request, config.baseUrl)
        const { uuid, isNew, notices } = await db.transaction(async tx => {
          const version = await theVersion(tx, request.params.pacticipant, request.params.version)
          const environment = await theEnvironment(tx, request.params.environment)
          const started = await startRollout(tx, { version, environment, instance, lease }, now())
          const notices = started.isNew ? await judgeDeployment(tx, broker, { version, environment, baseUrl: base }) : []
          return { ...started, notices }
        })
        const document = await describe(request, uuid, notices)
        return isNew ? hal(reply, document, base + urls.rollout(uuid)) : hal(reply, document)
      }
    )

    app.get(
      onePath,
      {
        schema: {
          summary: 'A rollout',
          tags,
          params: UuidPath,
          response: { 200: RolloutDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => hal(reply, await describe(request, request.params.uuid))
    )

    const ends = [
      { how: 'finish', end: finishRollout, summary: 'The version is all that runs in its slot: record its deployment' },
      { how: 'abort', end: abortRollout, summary: 'The version runs in its slot no more; what was there before does' }
    ] as const
    for (const { how, end, summary } of ends) {
      app.post(
        `${onePath}/${how}`,
        {
          schema: {
            summary,
            tags,
            params: UuidPath,
            response: { 200: RolloutDocument, ...refusals.notFound, ...refusals.conflict }
          }
        },
        async (request, reply) => {
          const { uuid } = request.params
          const baseUrl = baseUrlOf(request, config.baseUrl)
          const notices = await db.transaction(async tx => {
            const deployment = await end(tx, uuid, now())
            return deployment === undefined ? [] : judgeDeployment(tx, broker, { ...deployment, baseUrl })
          })
          return hal(reply, await describe(request, uuid, notices))
        }
      )
    }

    app.get(
      '/environments/:environment/rollouts',
      {
        schema: {
          summary: 'The rollouts in progress in the environment, those that are overdue included',
          tags,
          params: EnvironmentPath,
          response: { 200: RolloutsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { id } = await theEnvironment(db, request.params.environment)
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, rolloutsDocument(base, requestUrl(request, base), await currentRolloutsIn(db, id), now()))
      }
    )
  }
}
