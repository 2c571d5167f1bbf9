import { type Paging, paging, path, query } from './address.ts'
import type { Document, Link, List } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

export const webhookEvents = [
  'contract_published',
  'contract_content_changed',
  'contract_requiring_verification_published',
  'provider_verification_published',
  'provider_verification_succeeded',
  'provider_verification_failed',
  'comparison_succeeded',
  'comparison_failed',
  'environment_inconsistent',
  'window_approaching',
  'window_passed',
  'window_overdue',
  'override_created'
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** One application by name, or all that have a label. */
export interface WebhookSide {
  name?: string | undefined
  label?: string | undefined
}

export interface WebhookRequest {
  method: string
  url: string
  headers?: Record<string, string> | undefined
  /** Text, or any JSON. */
  body?: unknown
  username?: string | undefined
  password?: string | undefined
}

export interface WebhookProperties {
  description?: string | undefined
  /** A side that is left out means any application. */
  consumer?: WebhookSide | undefined
  provider?: WebhookSide | undefined
  /** Default true. */
  enabled?: boolean | undefined
  /** Default contract_content_changed. */
  events?: readonly WebhookEvent[] | undefined
  request: WebhookRequest
}

export interface Webhook extends Document {
  uuid: string
  description: string
  consumer?: WebhookSide
  provider?: WebhookSide
  enabled: boolean
  events: Array<{ name: string }>
  /** Secrets are asterisks. */
  request: WebhookRequest
  /** With which the calls are signed: only in the answer that creates the webhook. */
  signingSecret?: string
}

export interface WebhookTest extends Pick<Document, '_links'> {
  success: boolean
  logs: string
}

export interface TriggeredWebhook extends Pick<Document, '_links'> {
  uuid: string
  name: string
  status: 'not_run' | 'retrying' | 'success' | 'failure'
  attemptsMade: number
  attemptsRemaining: number
  eventName: string
  consumerName?: string
  providerName?: string
  triggeredAt: string
}

const needed = ['request'] as const
const optional = ['description', 'consumer', 'provider', 'enabled', 'events'] as const

export type WebhookMethods = ReturnType<typeof webhookMethods>

export function webhookMethods({ read, write }: Exchange) {
  return {
    async createWebhook(asked: WebhookProperties): Promise<Webhook> {
      checkAsked(asked, needed, optional)
      return write('POST', '/webhooks', definitionOf(asked))
    },

    /** Under a uuid of one's own (16 or more letters, digits, - or _): the same call twice leaves one webhook. */
    async createOrUpdateWebhook(asked: WebhookProperties & { uuid: string }): Promise<Webhook> {
      checkAsked(asked, ['uuid', ...needed], optional)
      const { uuid, ...definition } = asked
      return write('PUT', path`/webhooks/${uuid}`, definitionOf(definition))
    },

    /** All, or those that are about exactly this consumer and provider, the side left out being unset. */
    async listWebhooks(
      asked: { consumer?: string | undefined; provider?: string | undefined } = {}
    ): Promise<List<'webhooks', Webhook>> {
      checkAsked(asked, [], ['consumer', 'provider'])
      const { consumer, provider } = asked
      const ofProvider = provider === undefined ? '' : path`/provider/${provider}`
      const ofConsumer = consumer === undefined ? '' : path`/consumer/${consumer}`
      return read(`/webhooks${ofProvider}${ofConsumer}`)
    },

    async describeWebhook(asked: { uuid: string }): Promise<Webhook> {
      checkAsked(asked, ['uuid'])
      return read(path`/webhooks/${asked.uuid}`)
    },

    async deleteWebhook(asked: { uuid: string }): Promise<void> {
      checkAsked(asked, ['uuid'])
      return write('DELETE', path`/webhooks/${asked.uuid}`)
    },

    /** Calls it once, now, with the latest pact that fits. `success` says whether the call was. */
    async testWebhook(asked: { uuid: string }): Promise<WebhookTest> {
      checkAsked(asked, ['uuid'])
      return write('POST', path`/webhooks/${asked.uuid}/execute`, {})
    },

    /** A new secret to sign with; the old one does not count any more. */
    async renewWebhookSecret(asked: { uuid: string }): Promise<{ signingSecret: string; _links: Record<string, Link> }> {
      checkAsked(asked, ['uuid'])
      return write('POST', path`/webhooks/${asked.uuid}/signing-secret`, {})
    },

    /** What the contract of a version with a provider called for, newest first. */
    async triggeredWebhooks(asked: {
      consumer: string
      provider: string
      version: string
    }): Promise<List<'triggeredWebhooks', TriggeredWebhook>> {
      checkAsked(asked, ['consumer', 'provider', 'version'])
      const { consumer, provider, version } = asked
      return read(path`/pacts/provider/${provider}/consumer/${consumer}/version/${version}/triggered-webhooks`)
    },

    /** The log of a call, all its attempts. */
    async triggeredWebhookLogs(asked: { uuid: string }): Promise<string> {
      checkAsked(asked, ['uuid'])
      const logs: { executions: Array<{ logs: string }> } = await read(path`/triggered-webhooks/${asked.uuid}/logs`)
      return logs.executions.map(({ logs }) => logs).join('\n')
    },

    /** Calls that failed for good, newest first, a page at a time. */
    async listDeadLetters(asked: Paging = {}): Promise<List<'triggeredWebhooks', TriggeredWebhook>> {
      checkAsked(asked, [], ['page', 'size'])
      return read(`/webhooks/dead-letters${query(paging(asked))}`)
    },

    /** Makes one call once more that is over, with all its attempts. */
    async replayWebhook(asked: { uuid: string }): Promise<TriggeredWebhook> {
      checkAsked(asked, ['uuid'])
      return write('POST', path`/triggered-webhooks/${asked.uuid}/replay`, {})
    },

    /** Makes every call once more that failed for good. */
    async replayDeadLetters(): Promise<{ replayed: number }> {
      return write('POST', '/webhooks/dead-letters/replay', {})
    }
  }
}

const definitionOf = ({ events, ...rest }: WebhookProperties) =>
  events === undefined ? rest : { ...rest, events: events.map(name => ({ name })) }
