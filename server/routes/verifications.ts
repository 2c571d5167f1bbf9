import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { gone, refusals } from '../../schemas/document.ts'
import { ConsumerVersionPath, ContractPath, PactPath, PairPath, PairTagPath, VerificationPath } from '../../schemas/pact-paths.ts'
import { PublishVerification, VerificationSummary, verificationForms } from '../../schemas/verifications.ts'
import { findResult, latestResult, summarise } from '../actions/fetch-verification.ts'
import { checkResult, recordVerification } from '../actions/record-verification.ts'
import type { Broker } from '../broker.ts'
import type { Publication } from '../domain/publication.ts'
import { urls } from '../hal/urls.ts'
import { type ShownVerification, verificationDocument, verificationSummary } from '../hal/verifications.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { jsonOnly } from '../http/media-types.ts'
import { pactType, sendPact } from '../http/pact-types.ts'
import { Problem } from '../problem.ts'
import { findContract } from '../storage/contracts.ts'
import { findPublication, latestPublication } from '../storage/publications.ts'
import { removeVerification } from '../storage/verifications.ts'
import { tagsWithLatest } from '../storage/version-tags.ts'

const pair = '/pacts/provider/:provider/consumer/:consumer'
const contents = [`${pair}/pact-version/:sha`, `${pair}/pact-version/:sha/metadata/:token`]
const tags = ['Verifications']
const response = { 200: verificationForms('The result.') }

export function verificationRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  const baseOf = (request: FastifyRequest) => baseUrlOf(request, config.baseUrl)

  async function send(request: FastifyRequest, reply: FastifyReply, shown: ShownVerification | undefined) {
    if (shown === undefined) throw new Problem('not-found', 'No such verification result was published.')
    const type = pactType(request, ['hal', 'json', 'extended'])
    const { providerVersionId } = shown.verification
    const extended = type === 'extended' ? await tagsWithLatest(db, providerVersionId) : undefined
    return sendPact(reply, type, verificationDocument(baseOf(request), shown, extended))
  }

  const sendLatestOf = async (request: FastifyRequest, reply: FastifyReply, publication: Publication | undefined) =>
    send(request, reply, publication && (await latestResult(db, publication)))

  return async app => {
    for (const content of contents) {
      app.post(
        `${content}/verification-results`,
        {
          preHandler: jsonOnly,
          schema: {
            summary: 'Publish the result of a verification',
            tags,
            params: ContractPath,
            body: PublishVerification,
            response: { 201: verificationForms('The result as it is kept.'), ...refusals.conflict }
          }
        },
        async (request, reply) => {
          checkResult(request.body)
          const { provider, consumer, sha, token } = request.params
          const contract = await findContract(db, request.params)
          if (contract === undefined) throw unknownContent(request.params)
          const result = { asked: request.body, text: request.bodyText, token, baseUrl: baseOf(request) }
          const number = await recordVerification(broker, contract, result)
          reply.code(201).header('Location', baseOf(request) + urls.verification(provider, consumer, sha, number))
          return send(request, reply, await findResult(db, request.params, number))
        }
      )
      app.get(
        `${content}/verification-results/latest`,
        { schema: { summary: 'The latest result for a content', tags, params: ContractPath, response } },
        async (request, reply) => {
          const contract = await findContract(db, request.params)
          return send(request, reply, contract && (await latestResult(db, { contractId: contract.id, ...request.params })))
        }
      )
      app.get(
        `${content}/verification-results/:number`,
        { schema: { summary: 'A verification result', tags, params: VerificationPath, response } },
        async (request, reply) => send(request, reply, await findResult(db, request.params, numberOf(request.params)))
      )
      app.delete(
        `${content}/verification-results/:number`,
        { schema: { summary: 'Delete a verification result', tags, params: VerificationPath, response: gone } },
        async (request, reply) => {
          const found = await findResult(db, request.params, numberOf(request.params))
          if (found === undefined) throw new Problem('not-found', `There is no verification result ${request.params.number}.`)
          await db.transaction(tx => removeVerification(tx, found.verification))
          return reply.code(204).send(null)
        }
      )
    }

    app.get(
      `${pair}/version/:version/verification-results/latest`,
      { schema: { summary: 'The latest result for the pact of a version', tags, params: PactPath, response } },
      async (request, reply) => {
        const { provider, consumer, version } = request.params
        return sendLatestOf(request, reply, await findPublication(db, { provider, consumer, number: version }))
      }
    )
    app.get(
      `${pair}/latest/verification-results/latest`,
      { schema: { summary: 'The latest result for the latest pact', tags, params: PairPath, response } },
      async (request, reply) => sendLatestOf(request, reply, await latestPublication(db, request.params))
    )
    app.get(
      `${pair}/latest/:tag/verification-results/latest`,
      { schema: { summary: 'The latest result for the latest pact with a tag', tags, params: PairTagPath, response } },
      async (request, reply) =>
        sendLatestOf(request, reply, await latestPublication(db, request.params, { tag: request.params.tag }))
    )
    app.get(
      '/verification-results/consumer/:consumer/version/:version/latest',
      {
        schema: {
          summary: 'What providers made of the pacts of a version',
          tags,
          params: ConsumerVersionPath,
          response: { 200: VerificationSummary }
        }
      },
      async (request, reply) => {
        const { consumer, version: number } = request.params
        const results = await summarise(db, { consumer, number })
        return sendPact(reply, 'hal', verificationSummary(baseOf(request), { consumer, number }, results))
      }
    )
  }
}

const unknownContent = ({ provider, consumer, sha }: { provider: string; consumer: string; sha: string }) =>
  new Problem('not-found', `${consumer} has published no pact with the content ${sha} for ${provider}.`)

function numberOf({ number }: { number: string }): number {
  if (number === 'all') {
    throw new Problem('not-found', 'There is no list of all results of a content; ask the matrix, or for `latest`.')
  }
  if (!/^\d{1,15}$/.test(number)) throw new Problem('not-found', `There is no verification result ${number}.`)
  return Number(number)
}
