import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '../../schemas/document.ts'
import { UuidPath } from '../../schemas/paths.ts'
import { SigningSecret, WebhookExecution, WebhookFields } from '../../schemas/webhooks.ts'
import { theWebhook } from '../actions/found-webhook.ts'
import { openWebhook } from '../actions/open-webhook.ts'
import { checkDefinition, renewSigningSecret, requestOf } from '../actions/save-webhook.ts'
import { testWebhook } from '../actions/test-webhook.ts'
import type { Broker } from '../broker.ts'
import { eventsOf, sideOf } from '../domain/webhooks/check-definition.ts'
import { urls } from '../hal/urls.ts'
import { webhookExecution } from '../hal/webhook-execution.ts'
import { signingSecretDocument } from '../hal/webhooks.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'

const tags = ['Webhooks']
/** Clients send `{}`, or nothing. */
const ignored = Type.Optional(Type.Unknown())

export function webhookTestRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, secrets } = broker
  return async app => {
    app.post(
      '/webhooks/:uuid/execute',
      {
        schema: {
          summary: 'Try a webhook: call it once, now',
          tags,
          params: UuidPath,
          body: ignored,
          response: { 200: WebhookExecution, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const stored = await theWebhook(db, request.params.uuid)
        const baseUrl = baseUrlOf(request, config.baseUrl)
        const signingSecret = secrets.open(stored.signingSecret)
        const tried = await testWebhook(broker, { webhook: openWebhook(broker, stored), signingSecret, baseUrl })
        return hal(reply, webhookExecution(baseUrl, { uuid: stored.uuid, ...tried }))
      }
    )

    app.post(
      urls.executeUnsavedWebhook,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Try a webhook that is not saved',
          tags,
          body: WebhookFields,
          response: { 200: WebhookExecution, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const asked = request.body
        checkDefinition(asked, config)
        const webhook = {
          consumer: sideOf(asked.consumer),
          provider: sideOf(asked.provider),
          events: eventsOf(asked),
          request: requestOf(asked)
        }
        const baseUrl = baseUrlOf(request, config.baseUrl)
        const tried = await testWebhook(broker, { webhook, signingSecret: undefined, baseUrl })
        return hal(reply, webhookExecution(baseUrl, { uuid: undefined, ...tried }))
      }
    )

    app.post(
      '/webhooks/:uuid/signing-secret',
      {
        schema: {
          summary: 'Give a webhook a new signing secret, shown this once',
          tags,
          params: UuidPath,
          body: ignored,
          response: { 200: SigningSecret, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { uuid } = request.params
        const secret = await renewSigningSecret(broker, uuid)
        return hal(reply, signingSecretDocument(baseUrlOf(request, config.baseUrl), uuid, secret))
      }
    )
  }
}
