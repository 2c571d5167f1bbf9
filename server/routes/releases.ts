import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  ReleaseChange,
  ReleasedVersionDocument,
  ReleasedVersionsDocument,
  ReleaseFields,
  SupportedQuery
} from '../../schemas/deployments.ts'
import { refusals } from '../../schemas/document.ts'
import { EnvironmentPath, UuidPath, VersionEnvironmentPath } from '../../schemas/paths.ts'
import { missing, theEnvironment, theVersion } from '../actions/found.ts'
import { judgeDeployment } from '../actions/judge-deployment.ts'
import { changeSupport, readSupportedUntil, recordRelease, recordSupportEnded } from '../actions/record-release.ts'
import type { Broker } from '../broker.ts'
import { currentlySupportedDocument, releasedVersionDocument, releasesDocument } from '../hal/deployments.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly, mergePatchOnly } from '../http/media-types.ts'
import { requestUrl } from '../http/request-url.ts'
import { type Notice, Problem } from '../problem.ts'
import { currentlySupportedIn, findReleasedVersion, releasesOf } from '../storage/releases.ts'

const tags = ['Releases']
const path = '/pacticipants/:pacticipant/versions/:version/released-versions/environment/:environment'
const onePath = '/released-versions/:uuid'

export function releaseRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  async function describe(base: string, uuid: string, notices: Notice[] = []) {
    const released = (await findReleasedVersion(db, uuid, now())) ?? missing(`No released version has the UUID ${uuid}`)
    return releasedVersionDocument(base, released, await theEnvironment(db, released.environmentUuid), notices)
  }

  return async app => {
    app.get(
      path,
      {
        schema: {
          summary: 'The release of the version in the environment',
          tags,
          params: VersionEnvironmentPath,
          response: { 200: ReleasedVersionsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const version = await theVersion(db, request.params.pacticipant, request.params.version)
        const environment = await theEnvironment(db, request.params.environment)
        const releases = await releasesOf(db, version.id, environment.id, now())
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, releasesDocument(base, requestUrl(request, base), releases))
      }
    )

    app.post(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Record that the version is released and supported in the environment',
          tags,
          params: VersionEnvironmentPath,
          body: ReleaseFields,
          response: {
            200: ReleasedVersionDocument,
            201: ReleasedVersionDocument,
            ...refusals.invalid,
            ...refusals.notFound,
            ...refusals.mediaType
          }
        }
      },
      async (request, reply) => {
        const supportedUntil = readSupportedUntil(request.body?.supportedUntil, now())
        const base = baseUrlOf(request, config.baseUrl)
        const { uuid, isNew, notices } = await db.transaction(async tx => {
          const version = await theVersion(tx, request.params.pacticipant, request.params.version)
          const environment = await theEnvironment(tx, request.params.environment)
          const { begins, ...release } = await recordRelease(tx, { version, environment, supportedUntil }, now())
          return { ...release, notices: begins ? await judgeDeployment(tx, broker, { version, environment, baseUrl: base }) : [] }
        })
        const document = await describe(base, uuid, notices)
        const location = base + urls.releasedVersion(uuid)
        return isNew ? hal(reply, document, location) : hal(reply.header('Location', location), document)
      }
    )

    app.get(
      onePath,
      {
        schema: {
          summary: 'A released version',
          tags,
          params: UuidPath,
          response: { 200: ReleasedVersionDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => hal(reply, await describe(baseUrlOf(request, config.baseUrl), request.params.uuid))
    )

    app.patch(
      onePath,
      {
        preHandler: mergePatchOnly,
        schema: {
          summary: 'Record that the support of a release has ended, or up to which day it lasts',
          tags,
          params: UuidPath,
          body: ReleaseChange,
          response: { 200: ReleasedVersionDocument, ...refusals.invalid, ...refusals.notFound, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { uuid } = request.params
        const before = await describe(baseUrlOf(request, config.baseUrl), uuid)
        if (request.body?.currentlySupported === true) throw onlyEnds()
        const until = readSupportedUntil(request.body?.supportedUntil, now())
        if (request.body?.currentlySupported === false) await db.transaction(tx => recordSupportEnded(tx, uuid, now()))
        else if (until !== undefined) await db.transaction(tx => changeSupport(tx, uuid, until, now()))
        else return hal(reply, before)
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), uuid))
      }
    )

    app.get(
      '/environments/:environment/released-versions/currently-supported',
      {
        schema: {
          summary: 'What is released and supported in the environment now',
          tags,
          params: EnvironmentPath,
          querystring: SupportedQuery,
          response: { 200: ReleasedVersionsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { id } = await theEnvironment(db, request.params.environment)
        const { pacticipant, version } = request.query
        const released = await currentlySupportedIn(db, id, now(), { application: pacticipant, version })
        const base = baseUrlOf(request, config.baseUrl)
        return hal(reply, currentlySupportedDocument(base, requestUrl(request, base), released))
      }
    )
  }
}

const onlyEnds = () => {
  const text = 'can only be set to false; to support the version again, record its release again'
  return new Problem('unprocessable', `currentlySupported ${text}`, { errors: { currentlySupported: [text] } })
}
