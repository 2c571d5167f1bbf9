import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { gone, refusals } from '../../schemas/document.ts'
import { ProviderPath } from '../../schemas/pact-paths.ts'
import {
  ProviderContractDocument,
  ProviderContractPath,
  ProviderContractsDocument,
  ProviderEnvironmentPath,
  ProviderOnBranchPath,
  ProviderVersionPath,
  PublishedProviderContracts,
  PublishProviderContracts
} from '../../schemas/provider-contracts.ts'
import { asPublished } from '../../schemas/text.ts'
import {
  contractsOfVersion,
  latestContracts,
  liveContracts,
  removeProviderContract,
  theProviderContract
} from '../actions/find-provider-contracts.ts'
import { missing } from '../actions/found.ts'
import { publishProviderContracts } from '../actions/publish-provider-contracts.ts'
import type { Broker } from '../broker.ts'
import type { ProviderContract } from '../domain/provider-contract.ts'
import {
  mediaTypeOf,
  providerContractDocument,
  providerContractsDocument,
  publishedProviderContracts
} from '../hal/provider-contracts.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkPathNames } from '../http/names.ts'
import { requestPath } from '../http/request-url.ts'
import { readBytes } from '../storage/contents.ts'

const tags = ['Provider contracts']
const ofProvider = '/provider-contracts/provider/:provider'
const one = `${ofProvider}/version/:version/name/:name`
const list = { 200: ProviderContractsDocument, ...refusals.notFound }

export function providerContractRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker

  function answer(request: FastifyRequest, reply: FastifyReply, provider: string, contracts: readonly ProviderContract[]) {
    const base = baseUrlOf(request, config.baseUrl)
    return hal(reply, providerContractsDocument(base, provider, contracts, requestPath(request, base)))
  }

  return async app => {
    app.post(
      `${ofProvider}/publish`,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Publish what a version of a provider offers: one document, or several at once',
          tags,
          params: ProviderPath,
          body: PublishProviderContracts,
          response: { 200: PublishedProviderContracts, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const published = await publishProviderContracts(broker, request.params.provider, request.body)
        return hal(reply, publishedProviderContracts(baseUrlOf(request, config.baseUrl), published))
      }
    )

    app.get(
      `${ofProvider}/version/:version`,
      { schema: { summary: 'What a version of a provider offers', tags, params: ProviderVersionPath, response: list } },
      async (request, reply) => {
        const { provider, version } = request.params
        return answer(request, reply, provider, await contractsOfVersion(db, provider, version))
      }
    )

    app.get(
      `${ofProvider}/latest`,
      {
        schema: { summary: 'What the newest version with provider contracts offers', tags, params: ProviderPath, response: list }
      },
      async (request, reply) => {
        const { provider } = request.params
        return answer(request, reply, provider, await latestContracts(db, provider))
      }
    )

    app.get(
      `${ofProvider}/branch/latest`,
      { schema: { summary: 'The same, of the main branch', tags, params: ProviderPath, response: list } },
      async (request, reply) => {
        const { provider } = request.params
        return answer(request, reply, provider, await latestContracts(db, provider, true))
      }
    )

    app.get(
      `${ofProvider}/branch/:branch/latest`,
      { schema: { summary: 'The same, of a branch', tags, params: ProviderOnBranchPath, response: list } },
      async (request, reply) => {
        const { provider, branch } = request.params
        return answer(request, reply, provider, await latestContracts(db, provider, branch))
      }
    )

    app.get(
      `${ofProvider}/environment/:environment`,
      {
        schema: {
          summary: 'What every version of the provider offers that is live in the environment',
          tags,
          params: ProviderEnvironmentPath,
          response: list
        }
      },
      async (request, reply) => {
        const { provider, environment } = request.params
        return answer(request, reply, provider, await liveContracts(db, provider, environment))
      }
    )

    app.get(
      one,
      {
        schema: {
          summary: 'A provider contract',
          tags,
          params: ProviderContractPath,
          response: { 200: ProviderContractDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const contract = await theProviderContract(db, request.params)
        return hal(reply, providerContractDocument(baseUrlOf(request, config.baseUrl), contract))
      }
    )

    app.delete(
      one,
      {
        schema: {
          summary: 'Remove a provider contract with all its revisions',
          tags,
          params: ProviderContractPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        await removeProviderContract(broker, request.params)
        return reply.code(204).send(null)
      }
    )

    app.get(
      `${one}/document`,
      {
        schema: {
          summary: 'The document as it was published, byte for byte',
          tags,
          params: ProviderContractPath,
          response: { ...asPublished('JSON or YAML, as its media type says.'), ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const contract = await theProviderContract(db, request.params)
        const bytes = (await readBytes(db, contract.contentId)) ?? missing('The provider contract was removed meanwhile')
        return sendForeign(reply, `${mediaTypeOf(contract)};charset=utf-8`, bytes)
      }
    )

    app.get(
      `${one}/self-verification-report`,
      {
        schema: {
          summary: 'The report of the newest self-verification, as it was sent',
          tags,
          params: ProviderContractPath,
          response: { ...asPublished('Its media type is in the provider contract.'), ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { name, selfVerification } = await theProviderContract(db, request.params)
        const id = selfVerification?.reportId ?? missing(`No report came with the provider contract ${name}`)
        const bytes = (await readBytes(db, id)) ?? missing('The report was removed meanwhile')
        // Whatever it is called: a page of somebody else must never run as ours.
        return sendForeign(reply, 'application/octet-stream', bytes)
      }
    )
  }
}

/** What others wrote is to be saved or read by programs; a browser shows none of it as a page of the broker. */
function sendForeign(reply: FastifyReply, type: string, bytes: Buffer): FastifyReply {
  return reply
    .type(type)
    .header('Content-Disposition', 'attachment')
    .header('Content-Security-Policy', "default-src 'none'; sandbox")
    .send(bytes)
}
