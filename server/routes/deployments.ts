import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  DeployedQuery,
  DeployedVersionDocument,
  DeployedVersionsDocument,
  DeploymentChange,
  DeploymentFields
} from '../../schemas/deployments.ts'
import { refusals } from '../../schemas/document.ts'
import { EnvironmentPath, UuidPath, VersionEnvironmentPath } from '../../schemas/paths.ts'
import { missing, theEnvironment, theVersion } from '../actions/found.ts'
import { identifyVersion } from '../actions/identify-version.ts'
import { judgeDeployment } from '../actions/judge-deployment.ts'
import { recordDeployment, recordUndeployment } from '../actions/record-deployment.ts'
import type { Broker } from '../broker.ts'
import { currentlyDeployedDocument, deployedVersionDocument, deploymentsDocument } from '../hal/deployments.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly, mergePatchOnly } from '../http/media-types.ts'
import { checkNames } from '../http/names.ts'
import { requestUrl } from '../http/request-url.ts'
import { type Notice, Problem } from '../problem.ts'
import { currentlyDeployedIn, deploymentsOf, findDeployedVersion } from '../storage/deployments.ts'

const tags = ['Deployments']
const path = '/pacticipants/:pacticipant/versions/:version/deployed-versions/environment/:environment'
const onePath = '/deployed-versions/:uuid'

export function deploymentRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  async function describe(base: string, uuid: string, notices: Notice[] = []) {
    const deployed = (await findDeployedVersion(db, uuid)) ?? missing(`No deployed version has the UUID ${uuid}`)
    return deployedVersionDocument(base, deployed, await theEnvironment(db, deployed.environmentUuid), notices)
  }

  return async app => {
    app.get(
      path,
      {
        schema: {
          summary: 'Every deployment of the version in the environment, the newest first',
          tags,
          params: VersionEnvironmentPath,
          response: { 200: DeployedVersionsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const version = await theVersion(db, request.params.pacticipant, request.params.version)
        const environment = await theEnvironment(db, request.params.environment)
        const deployments = await deploymentsOf(db, version.id, environment.id)
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, deploymentsDocument(base, requestUrl(request, base), deployments))
      }
    )

    app.post(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Record that the version is deployed in the environment',
          tags,
          params: VersionEnvironmentPath,
          body: DeploymentFields,
          response: {
            201: DeployedVersionDocument,
            ...refusals.invalid,
            ...refusals.notFound,
            ...refusals.conflict,
            ...refusals.mediaType
          }
        }
      },
      async (request, reply) => {
        const instance = request.body?.applicationInstance ?? request.body?.target ?? ''
        if (instance !== '') checkNames({ applicationInstance: instance })
        const { artifactDigest, sourceFingerprint } = request.body ?? {}
        checkNames({ artifactDigest, sourceFingerprint })
        const base = baseUrlOf(request, config.baseUrl)
        const { uuid, notices } = await db.transaction(async tx => {
          const version = await theVersion(tx, request.params.pacticipant, request.params.version)
          const environment = await theEnvironment(tx, request.params.environment)
          await identifyVersion(tx, broker, version, { artifactDigest, sourceFingerprint })
          const { uuid, isNew } = await recordDeployment(tx, { version, environment, instance }, now())
          return { uuid, notices: isNew ? await judgeDeployment(tx, broker, { version, environment, baseUrl: base }) : [] }
        })
        return hal(reply, await describe(base, uuid, notices), base + urls.deployedVersion(uuid))
      }
    )

    app.get(
      onePath,
      {
        schema: {
          summary: 'A deployed version',
          tags,
          params: UuidPath,
          response: { 200: DeployedVersionDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => hal(reply, await describe(baseUrlOf(request, config.baseUrl), request.params.uuid))
    )

    app.patch(
      onePath,
      {
        preHandler: mergePatchOnly,
        schema: {
          summary: 'Record that a deployment is over',
          tags,
          params: UuidPath,
          body: DeploymentChange,
          response: { 200: DeployedVersionDocument, ...refusals.invalid, ...refusals.notFound, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { uuid } = request.params
        const before = await describe(baseUrlOf(request, config.baseUrl), uuid)
        if (request.body?.currentlyDeployed === true) throw onlyEnds()
        if (request.body?.currentlyDeployed === undefined) return hal(reply, before)
        await db.transaction(tx => recordUndeployment(tx, uuid, now()))
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), uuid))
      }
    )

    app.get(
      '/environments/:environment/deployed-versions/currently-deployed',
      {
        schema: {
          summary: 'What is deployed in the environment now',
          tags,
          params: EnvironmentPath,
          querystring: DeployedQuery,
          response: { 200: DeployedVersionsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { id } = await theEnvironment(db, request.params.environment)
        const { pacticipant, applicationInstance, target } = request.query
        const asked = applicationInstance === undefined ? target : applicationInstance
        const instance = asked === null ? '' : asked
        const deployed = await currentlyDeployedIn(db, id, { application: pacticipant, instance })
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, currentlyDeployedDocument(base, requestUrl(request, base), deployed))
      }
    )
  }
}

const onlyEnds = () => {
  const text = 'can only be set to false; to deploy the version again, record a new deployment'
  return new Problem('unprocessable', `currentlyDeployed ${text}`, { errors: { currentlyDeployed: [text] } })
}
