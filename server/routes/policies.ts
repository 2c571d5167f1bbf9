import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { UuidPath } from '../../schemas/paths.ts'
import { PoliciesDocument, PolicyDocument, PolicyFields } from '../../schemas/policies.ts'
import { missing } from '../actions/found.ts'
import { savePolicy } from '../actions/save-policy.ts'
import type { Broker } from '../broker.ts'
import { policiesDocument, policyDocument } from '../hal/policies.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames, checkTexts } from '../http/names.ts'
import { deletePolicy, findPolicy, listPolicies } from '../storage/policies.ts'

const tags = ['Policies']
const path = '/policies/:uuid'

export function policyRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  const thePolicy = async (uuid: string) => (await findPolicy(db, uuid)) ?? missing(`No policy has the UUID ${uuid}`)
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
        const { uuid, isNew } = await savePolicy(broker, request.body)
        return hal(reply, policyDocument(base, await thePolicy(uuid)), isNew ? base + urls.policy(uuid) : undefined)
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
      { schema: { summary: 'Remove a policy', tags, params: UuidPath, response: { ...gone, ...refusals.notFound } } },
      async (request, reply) => {
        const { uuid } = request.params
        if (!(await db.transaction(tx => deletePolicy(tx, uuid)))) missing(`No policy has the UUID ${uuid}`)
        return reply.code(204).send(null)
      }
    )
  }
}
