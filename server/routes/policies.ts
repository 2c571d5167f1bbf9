import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { gone, refusals } from '../../schemas/document.ts'
import { PageQuery } from '../../schemas/pages.ts'
import { UuidPath } from '../../schemas/paths.ts'
import { PoliciesDocument, PolicyChangesDocument, PolicyDocument, PolicyFields, PolicyRemoval } from '../../schemas/policies.ts'
import { removePolicy, savePolicy } from '../actions/change-policies.ts'
import { missing } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { policiesDocument, policyChangesDocument, policyDocument } from '../hal/policies.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames, checkTexts } from '../http/names.ts'
import { describePage, firstPage, pageOf } from '../http/pages.ts'
import { requestUrl } from '../http/request-url.ts'
import { userOf } from '../http/users.ts'
import { findPolicy, listPolicies } from '../storage/policies.ts'
import { policyChanges } from '../storage/policy-changes.ts'

const tags = ['Policies']
const path = '/policies/:uuid'

export function policyRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  const thePolicy = async (uuid: string) => (await findPolicy(db, uuid)) ?? missing(`No policy has the UUID ${uuid}`)

  async function changes(request: FastifyRequest, reply: FastifyReply, query: Parameters<typeof pageOf>[0], policy?: string) {
    const page = pageOf(query) ?? firstPage
    const { items, total } = await policyChanges(db, { ...(policy !== undefined && { policy }), page })
    if (policy !== undefined && total === 0) await thePolicy(policy)
    const base = baseUrlOf(request, config.baseUrl)
    return hal(reply, policyChangesDocument(base, requestUrl(request, base), items, describePage(request, base, page, total)))
  }

  return async app => {
    app.get(
      urls.policies,
      { schema: { summary: 'All policies', tags, response: { 200: PoliciesDocument } } },
      async (request, reply) => hal(reply, policiesDocument(baseUrlOf(request, config.baseUrl), await listPolicies(db)))
    )

    app.put(
      urls.policies,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Set the policy of a kind for a consumer, a provider and an environment',
          tags,
          body: PolicyFields,
          response: { 200: PolicyDocument, 201: PolicyDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { consumer, provider, environment, reason } = request.body
        checkNames({ consumer, provider, environment })
        checkTexts({ reason })
        const { policy, isNew } = await savePolicy(broker, request.body, userOf(request))
        return hal(reply, policyDocument(base, policy), isNew ? base + urls.policy(policy.uuid) : undefined)
      }
    )

    app.get(
      path,
      { schema: { summary: 'A policy', tags, params: UuidPath, response: { 200: PolicyDocument, ...refusals.notFound } } },
      async (request, reply) =>
        hal(reply, policyDocument(baseUrlOf(request, config.baseUrl), await thePolicy(request.params.uuid)))
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Remove a policy; what was done to it stays',
          tags,
          params: UuidPath,
          querystring: PolicyRemoval,
          response: { ...gone, ...refusals.notFound, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const { reason } = request.query
        checkTexts({ reason })
        await removePolicy(broker, request.params.uuid, { by: userOf(request), reason })
        return reply.code(204).send(null)
      }
    )

    app.get(
      urls.policyChanges,
      {
        schema: {
          summary: 'What was done to policies and by whom, the newest first; a page at a time',
          tags,
          querystring: PageQuery,
          response: { 200: PolicyChangesDocument, ...refusals.invalid }
        }
      },
      (request, reply) => changes(request, reply, request.query)
    )

    app.get(
      `${path}/changes`,
      {
        schema: {
          summary: 'What was done to a policy and by whom, the newest first; also once it is gone',
          tags,
          params: UuidPath,
          querystring: PageQuery,
          response: { 200: PolicyChangesDocument, ...refusals.invalid, ...refusals.notFound }
        }
      },
      (request, reply) => changes(request, reply, request.query, request.params.uuid)
    )
  }
}
