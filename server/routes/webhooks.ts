import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { gone, refusals } from '../../schemas/document.ts'
import { PairPath, ProviderPath } from '../../schemas/pact-paths.ts'
import { ConsumerPath, UuidPath } from '../../schemas/paths.ts'
import { WebhookDocument, WebhookFields, WebhooksDocument } from '../../schemas/webhooks.ts'
import { missing, theApplication } from '../actions/found.ts'
import { theWebhook } from '../actions/found-webhook.ts'
import { openWebhook } from '../actions/open-webhook.ts'
import { checkDefinition, saveWebhook } from '../actions/save-webhook.ts'
import type { Broker } from '../broker.ts'
import { urls } from '../hal/urls.ts'
import { webhookDocument, webhooksDocument } from '../hal/webhooks.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { requestPath } from '../http/request-url.ts'
import { deleteWebhook, listWebhooks } from '../storage/webhooks.ts'

const tags = ['Webhooks']
const path = '/webhooks/:uuid'
const created = { 201: WebhookDocument, ...refusals.invalid, ...refusals.notFound, ...refusals.mediaType }

/** The paths that say whom a webhook is about; the last is an older one. */
const scopes = [
  { url: '/webhooks/provider/:provider/consumer/:consumer', params: PairPath, whose: 'of a consumer with a provider' },
  { url: '/webhooks/provider/:provider', params: ProviderPath, whose: 'of a provider with any consumer' },
  { url: '/webhooks/consumer/:consumer', params: ConsumerPath, whose: 'of a consumer with any provider' },
  { url: '/pacts/provider/:provider/consumer/:consumer/webhooks', params: PairPath, whose: 'of a consumer with a provider' }
]

export function webhookRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  const baseOf = (request: FastifyRequest) => baseUrlOf(request, config.baseUrl)

  const idOf = async (name: string | undefined) => (name === undefined ? undefined : (await theApplication(db, name)).id)

  async function save(request: FastifyRequest, reply: FastifyReply, asked: WebhookFields, uuid?: string) {
    const saved = await saveWebhook(broker, asked, uuid)
    const base = baseOf(request)
    const webhook = openWebhook(broker, await theWebhook(db, saved.uuid))
    const location = saved.isNew ? base + urls.webhook(saved.uuid) : undefined
    return hal(reply, webhookDocument(base, webhook, saved.signingSecret), location)
  }

  async function list(request: FastifyRequest, reply: FastifyReply, scope?: Parameters<typeof listWebhooks>[1]) {
    const webhooks = (await listWebhooks(db, scope)).map(stored => openWebhook(broker, stored))
    const base = baseOf(request)
    return hal(reply, webhooksDocument(base, requestPath(request, base), webhooks))
  }

  return async app => {
    app.get(
      urls.webhooks,
      { schema: { summary: 'All webhooks', tags, response: { 200: WebhooksDocument } } },
      async (request, reply) => list(request, reply)
    )
    app.post(
      urls.webhooks,
      { preHandler: jsonOnly, schema: { summary: 'Create a webhook', tags, body: WebhookFields, response: created } },
      async (request, reply) => save(request, reply, request.body)
    )

    for (const { url, params, whose } of scopes) {
      app.get(
        url,
        { schema: { summary: `The webhooks ${whose}`, tags, params, response: { 200: WebhooksDocument, ...refusals.notFound } } },
        async (request, reply) => {
          const { consumer, provider } = request.params as Sides
          return list(request, reply, { providerId: await idOf(provider), consumerId: await idOf(consumer) })
        }
      )
      app.post(
        url,
        {
          preHandler: jsonOnly,
          schema: { summary: `Create a webhook ${whose}`, tags, params, body: WebhookFields, response: created }
        },
        async (request, reply) => {
          const { consumer, provider } = request.params as Sides
          const asked = { ...(request.body as WebhookFields), consumer: named(consumer), provider: named(provider) }
          checkDefinition(asked, config)
          for (const name of [provider, consumer]) await idOf(name)
          return save(request, reply, asked)
        }
      )
    }

    app.get(
      path,
      { schema: { summary: 'A webhook', tags, params: UuidPath, response: { 200: WebhookDocument, ...refusals.notFound } } },
      async (request, reply) => {
        const webhook = openWebhook(broker, await theWebhook(db, request.params.uuid))
        return hal(reply, webhookDocument(baseOf(request), webhook))
      }
    )
    app.put(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Replace a webhook, or create it under a UUID of your own',
          tags,
          params: UuidPath,
          body: WebhookFields,
          response: { 200: WebhookDocument, ...created }
        }
      },
      async (request, reply) => save(request, reply, request.body, request.params.uuid)
    )
    app.delete(
      path,
      {
        schema: {
          summary: 'Remove a webhook; the record of its calls stays',
          tags,
          params: UuidPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { uuid } = request.params
        if (!(await db.transaction(tx => deleteWebhook(tx, uuid)))) missing(`No webhook has the UUID ${uuid}`)
        return reply.code(204).send(null)
      }
    )
  }
}

type Sides = { consumer?: string; provider?: string }

const named = (name: string | undefined) => (name === undefined ? null : { name })
