import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ComparisonDocument, ComparisonPath, ComparisonsDocument } from '../../schemas/comparisons.ts'
import { refusals } from '../../schemas/document.ts'
import { ContractPath } from '../../schemas/pact-paths.ts'
import { VersionPath } from '../../schemas/paths.ts'
import { compareAgain } from '../actions/compare-again.ts'
import { missing, theVersion } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { comparisonDocument, comparisonsDocument } from '../hal/comparisons.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { requestPath } from '../http/request-url.ts'
import {
  type Comparison,
  comparisonsOfContract,
  comparisonsOfVersion,
  findComparison,
  readFindings
} from '../storage/comparisons.ts'
import { findContract } from '../storage/contracts.ts'

const tags = ['Comparisons']
const list = { 200: ComparisonsDocument, ...refusals.notFound }

const numberIn = (id: string): number => (/^\d{1,15}$/.test(id) ? Number(id) : missing(`No comparison has the number ${id}`))

export function comparisonRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker

  function answer(request: FastifyRequest, reply: FastifyReply, comparisons: readonly Comparison[]) {
    const base = baseUrlOf(request, config.baseUrl)
    return hal(reply, comparisonsDocument(base, comparisons, requestPath(request, base)))
  }

  return async app => {
    app.get(
      '/comparisons/:id',
      {
        schema: {
          summary: 'What comparing a contract with what a provider offers found',
          tags,
          params: ComparisonPath,
          response: { 200: ComparisonDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const id = numberIn(request.params.id)
        const comparison = (await findComparison(db, id)) ?? missing(`No comparison has the number ${id}`)
        const findings = await readFindings(db, comparison.id)
        return hal(reply, comparisonDocument(baseUrlOf(request, config.baseUrl), comparison, findings))
      }
    )

    app.post(
      '/comparisons/:id/compare-again',
      {
        schema: {
          summary: 'Have a comparison made once more that could not decide, as for lack of time or memory',
          tags,
          params: ComparisonPath,
          response: { 202: ComparisonDocument, ...refusals.notFound, ...refusals.conflict }
        }
      },
      async (request, reply) => {
        const comparison = await compareAgain(broker, numberIn(request.params.id))
        return hal(reply.code(202), comparisonDocument(baseUrlOf(request, config.baseUrl), comparison, []))
      }
    )

    app.get(
      '/pacts/provider/:provider/consumer/:consumer/pact-version/:sha/comparisons',
      { schema: { summary: 'The newest comparisons of a contract, at most 100', tags, params: ContractPath, response: list } },
      async (request, reply) => {
        const { provider, consumer, sha } = request.params
        const contract =
          (await findContract(db, { provider, consumer, sha })) ??
          missing(`No contract of ${consumer} with ${provider} has the sha ${sha}`)
        return answer(request, reply, await comparisonsOfContract(db, contract.id))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/versions/:version/comparisons',
      {
        schema: {
          summary: 'The newest comparisons of what a version offers, at most 100',
          tags,
          params: VersionPath,
          response: list
        }
      },
      async (request, reply) => {
        const { id } = await theVersion(db, request.params.pacticipant, request.params.version)
        return answer(request, reply, await comparisonsOfVersion(db, id))
      }
    )
  }
}
