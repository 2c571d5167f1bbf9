import { windowEvents } from '../windows/to-tell.ts'

/** What a webhook can wait for, in the reference's words (4.1); comparisons, environments, windows and overrides are Soloist's own. */
export const webhookEvents = [
  'contract_published',
  'contract_requiring_verification_published',
  'contract_content_changed',
  'provider_verification_published',
  'provider_verification_succeeded',
  'provider_verification_failed',
  'comparison_succeeded',
  'comparison_failed',
  'environment_inconsistent',
  ...windowEvents,
  'override_created'
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** What a webhook that names no events waits for. */
export const defaultEvents: readonly WebhookEvent[] = ['contract_content_changed']

/** The call as it was defined, with its template parameters still in it. */
export interface WebhookRequest {
  method: string
  url: string
  headers: Record<string, string>
  /** Text, any other JSON, or null for none. */
  body: unknown
  username: string | null
  password: string | null
}

/** The applications a webhook is about, on one side: one by name, those with a label, or any. */
export interface Side {
  name: string | null
  label: string | null
}

export interface Webhook {
  uuid: string
  description: string | null
  consumer: Side
  provider: Side
  enabled: boolean
  events: string[]
  request: WebhookRequest
  createdAt: number
  updatedAt: number
}

/** `POST ci.example.org`: what a webhook without a description is called. */
export const nameOf = ({ method, url }: Pick<WebhookRequest, 'method' | 'url'>) => `${method} ${new URL(url).host}`

/** What is asked of a webhook when something happens: only a few, found by the pair, so the domain picks. */
export interface Listening {
  enabled: number
  events: readonly string[]
}

/** The webhooks that an event triggers. Reference 4.4. */
export const listening = <W extends Listening>(webhooks: readonly W[], event: string): W[] =>
  webhooks.filter(({ enabled, events }) => enabled === 1 && events.includes(event))
