import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  PactsForVerification,
  PactsForVerificationQuery,
  PactsForVerificationQuestion,
  ProviderPath
} from '../../schemas/pacts-for-verification.ts'
import { contractsToVerify } from '../actions/contracts-to-verify.ts'
import type { Broker } from '../broker.ts'
import { questionFromBody, questionFromQuery, type Read } from '../domain/verification-question.ts'
import { pactsForVerificationDocument } from '../hal/pacts-for-verification.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { invalid, Problem } from '../problem.ts'

const path = '/pacts/provider/:provider/for-verification'

export function pactsForVerificationRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  async function answer(provider: string, read: Read, request: FastifyRequest, reply: FastifyReply) {
    if ('errors' in read) throw invalid(read.errors)
    const { question } = read
    const items = await contractsToVerify(broker, provider, question)
    const base = baseUrlOf(request, broker.config.baseUrl)
    const lookBackDays = broker.config.verifiedByOtherBranchDays
    const oldForm = request.method === 'GET'
    return hal(reply, pactsForVerificationDocument(items, { base, provider, question, lookBackDays, oldForm }))
  }

  return async app => {
    // The schemas describe; domain/verification-question.ts checks, as it knows the rules between fields and names positions.
    app.setValidatorCompiler(() => value => ({ value }))
    const said = { tags: ['Pacts'], params: ProviderPath, response: { 200: PactsForVerification } }

    app.get(
      path,
      { schema: { ...said, summary: 'Pacts to be verified by a provider (older form)', querystring: PactsForVerificationQuery } },
      async (request, reply) => answer(request.params.provider, questionFromQuery(request.query), request, reply)
    )

    app.post(
      path,
      { schema: { ...said, summary: 'Pacts to be verified by a provider', body: PactsForVerificationQuestion } },
      async (request, reply) => {
        const { provider } = request.params
        if (request.headers['content-type'] === undefined) {
          throw new Problem('unsupported-media-type', 'The Content-Type must be application/json.')
        }
        return answer(provider, questionFromBody(request.body ?? {}), request, reply)
      }
    )
  }
}
