import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  BranchDocument,
  BranchesDocument,
  BranchesRemoved,
  BranchesToRemove,
  BranchVersionDocument
} from '../../schemas/branches.ts'
import { gone, refusals } from '../../schemas/document.ts'
import { SearchQuery } from '../../schemas/pages.ts'
import { ApplicationPath, BranchPath, BranchVersionPath } from '../../schemas/paths.ts'
import { ensureVersion } from '../actions/ensure-version.ts'
import { expiredAmong } from '../actions/expire-branches.ts'
import { missing, theApplication, theBranch, theVersion } from '../actions/found.ts'
import { putOnBranch } from '../actions/place-version.ts'
import { removeBranches } from '../actions/remove-branches.ts'
import type { Broker } from '../broker.ts'
import { branchDocument, branchesDocument, branchesRemovedDocument, branchVersionDocument } from '../hal/branches.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkPathNames } from '../http/names.ts'
import { describePage, firstPage, pageOf } from '../http/pages.ts'
import { ensureApplication } from '../storage/applications.ts'
import { deleteBranches, listBranches } from '../storage/branches.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import type { Queries } from '../storage/database.ts'
import { findMembership, removeMembership } from '../storage/memberships.ts'

const tags = ['Branches']
const collection = '/pacticipants/:pacticipant/branches'
const path = '/pacticipants/:pacticipant/branches/:branch'
const memberPath = '/pacticipants/:pacticipant/branches/:branch/versions/:version'

interface Member {
  pacticipant: string
  branch: string
  version: string
}

export function branchRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  async function theMembership(queries: Queries, { pacticipant, branch, version }: Member) {
    const { id: branchId } = await theBranch(queries, pacticipant, branch)
    const { id: versionId } = await theVersion(queries, pacticipant, version)
    return (await findMembership(queries, branchId, versionId)) ?? missing(`${pacticipant} ${version} is not on ${branch}`)
  }

  const describeMember = async (base: string, { pacticipant, branch, version }: Member) =>
    branchVersionDocument(
      base,
      { application: pacticipant, branch, number: version },
      await theMembership(db, { pacticipant, branch, version })
    )

  return async app => {
    app.get(
      collection,
      {
        schema: {
          summary: 'The branches of an application, those changed last first',
          tags,
          params: ApplicationPath,
          querystring: SearchQuery,
          response: { 200: BranchesDocument, ...refusals.invalid, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const page = pageOf(request.query) ?? firstPage
        const { id, name } = await theApplication(db, request.params.pacticipant)
        const { items, total } = await listBranches(db, id, { q: request.query.q, page })
        const expired = await expiredAmong(
          broker,
          items.map(branch => branch.id)
        )
        return hal(reply, branchesDocument(base, name, { branches: items, expired }, describePage(request, base, page, total)))
      }
    )

    app.delete(
      collection,
      {
        schema: {
          summary: 'Remove all branches but the main one and those named',
          tags,
          params: ApplicationPath,
          querystring: BranchesToRemove,
          response: { 202: BranchesRemoved, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const name = request.params.pacticipant
        const { removed, remaining } = await removeBranches(broker, name, request.query.exclude ?? [])
        return hal(reply.code(202), branchesRemovedDocument(name, removed, remaining))
      }
    )

    app.get(
      path,
      { schema: { summary: 'A branch', tags, params: BranchPath, response: { 200: BranchDocument, ...refusals.notFound } } },
      async (request, reply) => {
        const { pacticipant, branch } = request.params
        const base = baseUrlOf(request, config.baseUrl)
        const found = await theBranch(db, pacticipant, branch)
        return hal(reply, branchDocument(base, pacticipant, found, (await expiredAmong(broker, [found.id])).has(found.id)))
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Remove a branch; its versions stay',
          tags,
          params: BranchPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant, branch } = request.params
        await db.transaction(async tx => deleteBranches(tx, [(await theBranch(tx, pacticipant, branch)).id]))
        return reply.code(204).send(null)
      }
    )

    app.get(
      memberPath,
      {
        schema: {
          summary: 'A version on a branch',
          tags,
          params: BranchVersionPath,
          response: { 200: BranchVersionDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => hal(reply, await describeMember(baseUrlOf(request, config.baseUrl), request.params))
    )

    app.put(
      memberPath,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Put a version on a branch; what is missing is created',
          tags,
          params: BranchVersionPath,
          response: { 200: BranchVersionDocument, 201: BranchVersionDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { pacticipant, branch, version } = request.params
        const isNew = await db.transaction(async tx => {
          const application = await ensureApplication(tx, pacticipant, now())
          const placed = await ensureVersion(tx, broker, application, version)
          const added = await putOnBranch(tx, broker, placed, branch)
          if (added) await scheduleFor(tx, placed.id, now())
          return added
        })
        const base = baseUrlOf(request, config.baseUrl)
        const location = isNew ? base + urls.branchVersion(pacticipant, branch, version) : undefined
        return hal(reply, await describeMember(base, request.params), location)
      }
    )

    app.delete(
      memberPath,
      {
        schema: {
          summary: 'Take a version off a branch',
          tags,
          params: BranchVersionPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        await db.transaction(async tx => removeMembership(tx, await theMembership(tx, request.params)))
        return reply.code(204).send(null)
      }
    )
  }
}
