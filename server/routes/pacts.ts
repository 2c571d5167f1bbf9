import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { PactRemoved, pactForms } from '../../schemas/contracts.ts'
import { ContractPath, PactPath, PairBranchPath, PairPath, PairTagPath } from '../../schemas/pact-paths.ts'
import { type FetchedPact, fetchLatestPact, fetchPactBySha, pactText } from '../actions/fetch-pact.ts'
import { publishPact } from '../actions/publish-pact.ts'
import { removePacts } from '../actions/remove-pacts.ts'
import type { Broker } from '../broker.ts'
import { outlineOf } from '../domain/contracts/outline.ts'
import { extendedPactDocument, pactDocument, pactRemoved } from '../hal/pacts.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly, jsonOrMergePatch } from '../http/media-types.ts'
import { pactType, sendPact } from '../http/pact-types.ts'
import { sendPage } from '../http/pages-for-people.ts'
import { Problem } from '../problem.ts'
import { findPublication, latestPublication, tagsLedBy } from '../storage/publications.ts'
import { pactPage } from '../web/pact-page.tsx'

const pair = '/pacts/provider/:provider/consumer/:consumer'
const oldPair = '/pact/provider/:provider/consumer/:consumer'
const onePact = [`${pair}/version/:version`, `${pair}/versions/:version`, `${oldPair}/version/:version`]

const tags = ['Pacts']
const response = { 200: pactForms('The pact.') }
const published = { ...response, 201: pactForms('The pact, published for the first time.') }
const body = Type.Unsafe<unknown>({ description: 'The pact: any JSON object or array.' })

export function pactRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker

  async function send(request: FastifyRequest, reply: FastifyReply, fetched: FetchedPact | undefined) {
    if (fetched === undefined) throw new Problem('not-found', 'No such pact was published.')
    const base = baseUrlOf(request, config.baseUrl)
    const text = await pactText(db, fetched.publication)
    // A page is for looking: who publishes wants the document, whatever a library accepts by habit.
    const type = pactType(request, request.method === 'GET' ? ['hal', 'json', 'page', 'extended'] : ['hal', 'json', 'extended'])
    if (type === 'page') return sendPage(reply, pactPage({ base, publication: fetched.publication, outline: outlineOf(text) }))
    if (type !== 'extended') return sendPact(reply, type, pactDocument(base, text, fetched))
    return sendPact(reply, type, extendedPactDocument(base, text, fetched, await tagsLedBy(db, fetched.publication)))
  }

  async function sendLatest(request: FastifyRequest, reply: FastifyReply, fetched: FetchedPact | undefined) {
    if (fetched !== undefined) reply.header('X-Pact-Consumer-Version', headerText(fetched.publication.version))
    return send(request, reply, fetched)
  }

  async function publish(
    request: FastifyRequest,
    reply: FastifyReply,
    params: Record<'provider' | 'consumer' | 'version', string>
  ) {
    if (request.bodyText === '') throw new Problem('invalid-json', 'The body is empty; it must be the pact.')
    const kept = await publishPact(broker, {
      consumer: params.consumer,
      provider: params.provider,
      number: params.version,
      text: request.bodyText,
      value: request.body,
      merge: request.method === 'PATCH',
      baseUrl: baseUrlOf(request, config.baseUrl)
    })
    // The reference says nothing about what conflicts.
    if (kept === undefined) return reply.code(409).send()
    return send(request, reply.code(kept.isNew ? 201 : 200), { publication: kept.publication })
  }

  return async app => {
    for (const path of onePact) {
      app.get(
        path,
        { schema: { summary: 'The pact of a version', tags, params: PactPath, response } },
        async (request, reply) => {
          const { provider, consumer, version } = request.params
          const publication = await findPublication(db, { provider, consumer, number: version })
          return send(request, reply, publication && { publication })
        }
      )
      app.put(
        path,
        {
          preHandler: jsonOnly,
          schema: { summary: 'Publish the pact of a version', tags, params: PactPath, body, response: published }
        },
        async (request, reply) => publish(request, reply, request.params)
      )
      app.patch(
        path,
        {
          preHandler: jsonOrMergePatch,
          schema: {
            summary: 'Merge into the pact of a version',
            tags,
            params: PactPath,
            body,
            response: published
          }
        },
        async (request, reply) => publish(request, reply, request.params)
      )
      app.delete(
        path,
        { schema: { summary: 'Delete the pact of a version', tags, params: PactPath, response: { 200: PactRemoved } } },
        async (request, reply) => {
          const { provider, consumer, version } = request.params
          const found = await findPublication(db, { provider, consumer, number: version })
          if (found === undefined) throw new Problem('not-found', `${consumer} ${version} has no pact with ${provider}.`)
          const another = await removePacts(broker, { provider, consumer }, [found])
          return hal(reply, pactRemoved(baseUrlOf(request, config.baseUrl), { provider, consumer }, another))
        }
      )
    }

    for (const path of [`${pair}/latest`, `${oldPair}/latest`]) {
      app.get(path, { schema: { summary: 'The latest pact', tags, params: PairPath, response } }, async (request, reply) =>
        sendLatest(request, reply, await fetchLatestPact(db, request.params, {}))
      )
    }
    for (const path of [`${pair}/latest/:tag`, `${oldPair}/latest/:tag`]) {
      app.get(
        path,
        { schema: { summary: 'The latest pact with a tag', tags, params: PairTagPath, response } },
        async (request, reply) =>
          sendLatest(request, reply, await fetchLatestPact(db, request.params, { tag: request.params.tag }))
      )
    }
    app.get(
      `${pair}/latest-untagged`,
      { schema: { summary: 'The latest pact of a version without tags', tags, params: PairPath, response } },
      async (request, reply) => sendLatest(request, reply, await fetchLatestPact(db, request.params, { untagged: true }))
    )
    app.get(
      `${pair}/branch/:branch/latest`,
      { schema: { summary: 'The latest pact from a branch', tags, params: PairBranchPath, response } },
      async (request, reply) =>
        sendLatest(request, reply, await fetchLatestPact(db, request.params, { branch: request.params.branch }))
    )
    for (const path of [`${pair}/pact-version/:sha`, `${pair}/pact-version/:sha/metadata/:token`]) {
      app.get(
        path,
        { schema: { summary: 'The pact with a content', tags, params: ContractPath, response } },
        async (request, reply) => send(request, reply, await fetchPactBySha(db, request.params))
      )
    }
    app.get(
      `${pair}/version/:version/previous-distinct`,
      { schema: { summary: 'The pact before this one that has other content', tags, params: PactPath, response } },
      async (request, reply) => {
        const { provider, consumer, version } = request.params
        const own = await findPublication(db, { provider, consumer, number: version })
        const publication =
          own && (await latestPublication(db, request.params, { below: own.versionOrder, otherThan: own.contractId }))
        return send(request, reply, publication && { publication })
      }
    )
  }
}

/** Header values are Latin-1: other characters would end the request with an error. */
const headerText = (version: string) => (/^[\x20-\x7e]*$/.test(version) ? version : encodeURIComponent(version))
