import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { refusals } from '../../schemas/document.ts'
import { PairPath, ProviderPath } from '../../schemas/pact-paths.ts'
import {
  DiffDocuments,
  DifferenceDocument,
  PactSimulationDocument,
  SimulatePact,
  SimulateProviderContracts,
  SimulationDocument
} from '../../schemas/simulate.ts'
import { diffDocuments } from '../actions/diff-documents.ts'
import { simulateDocuments } from '../actions/simulate.ts'
import { simulateNewPact } from '../actions/simulate-pact.ts'
import type { Broker } from '../broker.ts'
import { differenceDocument, pactSimulationDocument, simulationDocument } from '../hal/simulations.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { requestPath } from '../http/request-url.ts'

const tags = ['Simulation']
const refused = { ...refusals.invalid, ...refusals.notFound, ...refusals.mediaType }

/** Questions about what is not stored. None of them changes anything. */
export function simulationRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.post(
      '/provider-contracts/provider/:provider/simulate',
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Who would break if a provider published these documents now',
          tags,
          params: ProviderPath,
          body: SimulateProviderContracts,
          response: { 200: SimulationDocument, ...refused }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, broker.config.baseUrl)
        const simulation = await simulateDocuments(broker, request.params.provider, request.body)
        return hal(reply, simulationDocument(base, simulation, requestPath(request, base)))
      }
    )

    app.post(
      '/pacts/provider/:provider/consumer/:consumer/simulate',
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'What a pact that is not stored would meet',
          tags,
          params: PairPath,
          body: SimulatePact,
          response: { 200: PactSimulationDocument, ...refused }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, broker.config.baseUrl)
        const simulation = await simulateNewPact(broker, request.params.provider, request.body)
        return hal(reply, pactSimulationDocument(base, simulation, requestPath(request, base)))
      }
    )

    app.post(
      '/provider-contracts/diff',
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'What documents no longer keep that others promise, whoever uses it',
          tags,
          body: DiffDocuments,
          response: { 200: DifferenceDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => hal(reply, differenceDocument(await diffDocuments(request.body)))
    )
  }
}
