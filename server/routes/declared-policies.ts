import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DeclaredPoliciesDocument, DeclaredPoliciesFields } from '../../schemas/declared-policies.ts'
import { refusals } from '../../schemas/document.ts'
import { VersionPath } from '../../schemas/paths.ts'
import { declarePolicies, policiesWithoutEffect } from '../actions/declare-policies.ts'
import { theVersion } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { declaredPoliciesDocument } from '../hal/policies.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames, checkPathNames } from '../http/names.ts'
import { findDeclaredPolicies } from '../storage/declared-policies.ts'

const tags = ['Policies']
const path = '/pacticipants/:pacticipant/versions/:version/policies'

export function declaredPolicyRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker

  async function describe(base: string, application: string, number: string) {
    const version = await theVersion(db, application, number)
    const policies = await findDeclaredPolicies(db, version.id)
    return declaredPoliciesDocument(base, version, policies, await policiesWithoutEffect(db, version.application, policies))
  }

  return async app => {
    app.get(
      path,
      {
        schema: {
          summary: "What a version's repository says about the verdict on it",
          tags,
          params: VersionPath,
          response: { 200: DeclaredPoliciesDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant, version } = request.params
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), pacticipant, version))
      }
    )

    app.put(
      path,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: "Make the verdict on a version stricter than the broker's policies; the version is created when it is new",
          tags,
          params: VersionPath,
          body: DeclaredPoliciesFields,
          response: {
            200: DeclaredPoliciesDocument,
            201: DeclaredPoliciesDocument,
            ...refusals.invalid,
            ...refusals.mediaType
          }
        }
      },
      async (request, reply) => {
        const { pacticipant, version } = request.params
        const { policies } = request.body
        for (const { environment } of policies) checkNames({ policies: environment })
        const isNew = await declarePolicies(broker, pacticipant, version, policies)
        const base = baseUrlOf(request, config.baseUrl)
        const document = await describe(base, pacticipant, version)
        return hal(reply, document, isNew ? base + urls.declaredPolicies(pacticipant, version) : undefined)
      }
    )
  }
}
