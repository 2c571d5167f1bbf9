import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { refusals } from '../../schemas/document.ts'
import { PactPath, PairPath, VerificationPath } from '../../schemas/pact-paths.ts'
import { PageQuery } from '../../schemas/pages.ts'
import { UuidPath } from '../../schemas/paths.ts'
import {
  DeadLettersReplayed,
  TriggeredWebhookDocument,
  TriggeredWebhookLogs,
  TriggeredWebhooksDocument,
  WebhookStatusDocument
} from '../../schemas/webhooks.ts'
import { findResult } from '../actions/fetch-verification.ts'
import { missing, theApplication, theVersion } from '../actions/found.ts'
import { theTriggeredWebhook } from '../actions/found-webhook.ts'
import type { Broker } from '../broker.ts'
import {
  deadLettersDocument,
  deadLettersReplayed,
  logsDocument,
  logsText,
  triggeredWebhookDocument,
  triggeredWebhooksDocument,
  webhookStatusDocument
} from '../hal/triggered-webhooks.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { describePage, firstPage, pageOf } from '../http/pages.ts'
import { requestPath } from '../http/request-url.ts'
import { plainText } from '../http/text.ts'
import { Problem } from '../problem.ts'
import { latestPublication } from '../storage/publications.ts'
import {
  countDeadLetters,
  deadLetters,
  executionsOf,
  latestOfPair,
  replayCall,
  replayDeadLetters,
  triggeredByPublication,
  triggeredByVerification
} from '../storage/triggered-webhooks.ts'

const pair = '/pacts/provider/:provider/consumer/:consumer'
const tags = ['Webhooks']
const listed = { 200: TriggeredWebhooksDocument, ...refusals.notFound }
const nothing = Type.Optional(Type.Unknown())

export function triggeredWebhookRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker
  const baseOf = (request: FastifyRequest) => baseUrlOf(request, config.baseUrl)
  const shownTo = (request: FastifyRequest) => ({ base: baseOf(request), schedule: config.webhookRetrySchedule })

  return async app => {
    app.get(
      `${pair}/webhooks/status`,
      {
        schema: {
          summary: 'How the webhooks of a pair stand',
          tags,
          params: PairPath,
          response: { 200: WebhookStatusDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { consumer, provider } = request.params
        const { id: consumerId } = await theApplication(db, consumer)
        const { id: providerId } = await theApplication(db, provider)
        const triggered = await latestOfPair(db, consumerId, providerId)
        const sha = (await latestPublication(db, { consumer, provider }))?.sha
        const self = requestPath(request, baseOf(request))
        return hal(reply, webhookStatusDocument(shownTo(request), { self, consumer, provider, sha, triggered }))
      }
    )

    app.get(
      `${pair}/version/:version/triggered-webhooks`,
      { schema: { summary: 'The webhooks that a pact triggered', tags, params: PactPath, response: listed } },
      async (request, reply) => {
        const { consumer, provider, version } = request.params
        const { id } = await theVersion(db, consumer, version)
        const triggered = await triggeredByPublication(db, id, (await theApplication(db, provider)).id)
        return hal(reply, triggeredWebhooksDocument(shownTo(request), requestPath(request, baseOf(request)), triggered))
      }
    )

    for (const content of [`${pair}/pact-version/:sha`, `${pair}/pact-version/:sha/metadata/:token`]) {
      app.get(
        `${content}/verification-results/:number/triggered-webhooks`,
        { schema: { summary: 'The webhooks that a result triggered', tags, params: VerificationPath, response: listed } },
        async (request, reply) => {
          const { number } = request.params
          const result = /^\d{1,15}$/.test(number) ? await findResult(db, request.params, Number(number)) : undefined
          if (result === undefined) return missing(`There is no verification result ${number}.`)
          const triggered = await triggeredByVerification(db, result.verification.id)
          return hal(reply, triggeredWebhooksDocument(shownTo(request), requestPath(request, baseOf(request)), triggered))
        }
      )
    }

    app.get(
      '/triggered-webhooks/:uuid',
      {
        schema: {
          summary: 'A call that was or is to be made',
          tags,
          params: UuidPath,
          response: { 200: TriggeredWebhookDocument, ...refusals.notFound }
        }
      },
      async (request, reply) =>
        hal(reply, triggeredWebhookDocument(shownTo(request), await theTriggeredWebhook(db, request.params.uuid)))
    )

    app.get(
      '/triggered-webhooks/:uuid/logs',
      {
        schema: {
          summary: 'The logs of a call, as text, or as HAL if asked for',
          tags,
          params: UuidPath,
          response: {
            200: {
              description: 'What was sent and what came back.',
              content: { 'text/plain': { schema: Type.String() }, 'application/hal+json': { schema: TriggeredWebhookLogs } }
            },
            ...refusals.notFound
          }
        }
      },
      async (request, reply) => {
        const triggered = await theTriggeredWebhook(db, request.params.uuid)
        const executions = await executionsOf(db, triggered.id)
        if (request.headers.accept?.includes('application/hal+json')) {
          return hal(reply, logsDocument(baseOf(request), triggered, executions))
        }
        return plainText(reply, logsText(executions))
      }
    )

    app.post(
      '/triggered-webhooks/:uuid/replay',
      {
        schema: {
          summary: 'Make a call once more that is over, with all its attempts',
          tags,
          params: UuidPath,
          body: nothing,
          response: { 200: TriggeredWebhookDocument, ...refusals.notFound, ...refusals.conflict }
        }
      },
      async (request, reply) => {
        const { id, uuid, webhookUuid } = await theTriggeredWebhook(db, request.params.uuid)
        if (webhookUuid === null) throw new Problem('conflict', 'The webhook was deleted: there is nobody to call.')
        if (!(await db.transaction(tx => replayCall(tx, id, now())))) {
          throw new Problem('conflict', 'The call is not over yet: its next attempt is on its way.')
        }
        return hal(reply, triggeredWebhookDocument(shownTo(request), await theTriggeredWebhook(db, uuid)))
      }
    )

    app.get(
      urls.deadLetters,
      {
        schema: {
          summary: 'Calls that failed for good, newest first, a page at a time',
          tags,
          querystring: PageQuery,
          response: { 200: TriggeredWebhooksDocument, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const page = pageOf(request.query) ?? firstPage
        const described = describePage(request, baseOf(request), page, await countDeadLetters(db))
        return hal(reply, deadLettersDocument(shownTo(request), await deadLetters(db, page), described))
      }
    )

    app.post(
      urls.replayDeadLetters,
      {
        schema: {
          summary: 'Make every call once more that failed for good',
          tags,
          body: nothing,
          response: { 200: DeadLettersReplayed }
        }
      },
      async (request, reply) => {
        const replayed = await db.transaction(tx => replayDeadLetters(tx, now()))
        return hal(reply, deadLettersReplayed(baseOf(request), replayed))
      }
    )
  }
}
