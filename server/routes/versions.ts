import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { gone, refusals } from '../../schemas/document.ts'
import { PageQuery } from '../../schemas/pages.ts'
import { ApplicationEnvironmentPath, ApplicationPath, ApplicationTagPath, BranchPath, VersionPath } from '../../schemas/paths.ts'
import { VersionDocument, VersionFields, VersionsDocument } from '../../schemas/versions.ts'
import { missing, theApplication, theBranch, theEnvironment, theVersion } from '../actions/found.ts'
import type { IdentityFields } from '../actions/identify-version.ts'
import { removeVersion } from '../actions/remove-version.ts'
import { saveVersion, type VersionFields as VersionToSave } from '../actions/save-version.ts'
import type { Broker } from '../broker.ts'
import type { Version } from '../domain/version.ts'
import { urls } from '../hal/urls.ts'
import { versionDocument, versionsDocument } from '../hal/versions.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly, mergePatchOnly } from '../http/media-types.ts'
import { checkNames, checkPathNames, checkTexts } from '../http/names.ts'
import { describePage, pageOf } from '../http/pages.ts'
import { requestPath, requestUrl } from '../http/request-url.ts'
import { listEnvironments } from '../storage/environments.ts'
import { detailsOfVersions } from '../storage/version-details.ts'
import { findBranchHead, findLatestVersion, listVersions, type VersionsWanted } from '../storage/versions.ts'

const tags = ['Versions']
const path = '/pacticipants/:pacticipant/versions/:version'
const one = { 200: VersionDocument, ...refusals.notFound }
const list = { 200: VersionsDocument, ...refusals.invalid, ...refusals.notFound }
const saved = { 200: VersionDocument, 201: VersionDocument, ...refusals.invalid, ...refusals.conflict, ...refusals.mediaType }

export function versionRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  /** One version, and where it may be recorded. */
  async function describe(base: string, version: Version, self = base + urls.version(version.application, version.number)) {
    const details = await detailsOfVersions(db, [version.id], now())
    return versionDocument(base, version, details(version.id), { self, environments: await listEnvironments(db) })
  }

  /** The page of versions that the query of the request asks for, or the whole list. */
  async function describeList(request: FastifyRequest, application: string, wanted: VersionsWanted) {
    const base = baseUrlOf(request, config.baseUrl)
    const page = pageOf(request.query as object)
    const { items, total } = await listVersions(db, { ...wanted, page })
    if (total === 0 && wanted.tag !== undefined) missing(`No version of ${application} has the tag ${wanted.tag}`)
    const ids = items.map(({ id }) => id)
    const details = await detailsOfVersions(db, ids, now())
    const listed = items.map(version => ({ version, details: details(version.id) }))
    return versionsDocument(base, application, listed, describePage(request, base, page, total), requestUrl(request, base))
  }

  return async app => {
    app.get(
      '/pacticipants/:pacticipant/versions',
      {
        schema: {
          summary: 'The versions of an application, the newest first',
          tags,
          params: ApplicationPath,
          querystring: PageQuery,
          response: list
        }
      },
      async (request, reply) => {
        const { id, name } = await theApplication(db, request.params.pacticipant)
        return hal(reply, await describeList(request, name, { applicationId: id }))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/tags/:tag/versions',
      {
        schema: {
          summary: 'The versions with the tag',
          tags,
          params: ApplicationTagPath,
          querystring: PageQuery,
          response: list
        }
      },
      async (request, reply) => {
        const { id, name } = await theApplication(db, request.params.pacticipant)
        return hal(reply, await describeList(request, name, { applicationId: id, tag: request.params.tag }))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/branches/:branch/versions',
      {
        schema: {
          summary: 'The versions on the branch',
          tags,
          params: BranchPath,
          querystring: PageQuery,
          response: list
        }
      },
      async (request, reply) => {
        const { pacticipant, branch } = request.params
        const { id, applicationId } = await theBranch(db, pacticipant, branch)
        return hal(reply, await describeList(request, pacticipant, { applicationId, branchId: id }))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/environments/:environment/versions',
      {
        schema: {
          summary: 'Every version that was ever deployed or released in the environment',
          tags,
          params: ApplicationEnvironmentPath,
          querystring: PageQuery,
          response: list
        }
      },
      async (request, reply) => {
        const { id, name } = await theApplication(db, request.params.pacticipant)
        const environment = await theEnvironment(db, request.params.environment)
        return hal(reply, await describeList(request, name, { applicationId: id, environmentId: environment.id }))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/latest-version',
      { schema: { summary: 'The version created last', tags, params: ApplicationPath, response: one } },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { id, name } = await theApplication(db, request.params.pacticipant)
        const version = (await findLatestVersion(db, id)) ?? missing(`${name} has no version yet`)
        return hal(reply, await describe(base, version, requestPath(request, base)))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/latest-version/:tag',
      { schema: { summary: 'The version with the tag that was created last', tags, params: ApplicationTagPath, response: one } },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { tag, pacticipant } = request.params
        const { id, name } = await theApplication(db, pacticipant)
        const version = (await findLatestVersion(db, id, tag)) ?? missing(`No version of ${name} has the tag ${tag}`)
        return hal(reply, await describe(base, version, requestPath(request, base)))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/branches/:branch/latest-version',
      { schema: { summary: 'The head of the branch', tags, params: BranchPath, response: one } },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { pacticipant, branch } = request.params
        const { id } = await theBranch(db, pacticipant, branch)
        const version = (await findBranchHead(db, id)) ?? missing(`No version of ${pacticipant} is on the branch ${branch}`)
        return hal(reply, await describe(base, version, requestPath(request, base)))
      }
    )

    app.get(path, { schema: { summary: 'A version', tags, params: VersionPath, response: one } }, async (request, reply) => {
      const { pacticipant, version } = request.params
      return hal(reply, await describe(baseUrlOf(request, config.baseUrl), await theVersion(db, pacticipant, version)))
    })

    app.put(
      path,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Replace what is said of a version, or create it',
          tags,
          params: VersionPath,
          body: VersionFields,
          response: saved
        }
      },
      async (request, reply) => {
        const { pacticipant, version } = request.params
        const fields = checkedFields(request.body)
        const isNew = await saveVersion(broker, pacticipant, version, { ...fields, buildUrl: fields.buildUrl ?? null })
        const base = baseUrlOf(request, config.baseUrl)
        const document = await describe(base, await theVersion(db, pacticipant, version))
        return hal(reply, document, isNew ? base + urls.version(pacticipant, version) : undefined)
      }
    )

    app.patch(
      path,
      {
        preHandler: [checkPathNames, mergePatchOnly],
        schema: {
          summary: 'Change what is given of a version, or create it',
          tags,
          params: VersionPath,
          body: VersionFields,
          response: saved
        }
      },
      async (request, reply) => {
        const { pacticipant, version } = request.params
        const isNew = await saveVersion(broker, pacticipant, version, checkedFields(request.body))
        const base = baseUrlOf(request, config.baseUrl)
        const document = await describe(base, await theVersion(db, pacticipant, version))
        return hal(reply, document, isNew ? base + urls.version(pacticipant, version) : undefined)
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Remove a version with its contracts, results, deployments and releases',
          tags,
          params: VersionPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        await removeVersion(broker, request.params.pacticipant, request.params.version)
        return reply.code(204).send(null)
      }
    )
  }
}

type Tags = Array<{ name: string }>
type Body = ({ buildUrl?: string | null; tags?: Tags; _embedded?: { tags?: Tags } } & IdentityFields) | null | undefined

function checkedFields(body: Body): VersionToSave {
  const names = (body?.tags ?? body?._embedded?.tags)?.map(({ name }) => name)
  for (const tag of names ?? []) checkNames({ tags: tag })
  checkTexts({ buildUrl: body?.buildUrl })
  const { buildUrl, artifactDigest, sourceFingerprint } = body ?? {}
  checkNames({ artifactDigest, sourceFingerprint })
  return { buildUrl, artifactDigest, sourceFingerprint, tags: names }
}
