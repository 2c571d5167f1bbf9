import { createHash } from 'node:crypto'
import type { WebhookWanted } from '../../schemas/apply.ts'
import { path } from '../address.ts'
import type { Link, Links } from '../document.ts'
import { SoloistError } from '../error.ts'
import type { Exchange } from '../exchange.ts'
import { removal, type StepToTake, stepTo } from './step.ts'

/** A webhook as the broker shows it: secrets are asterisks. Reference 1.15.1. */
interface Webhook {
  description?: string | undefined
  consumer?: Party | undefined
  provider?: Party | undefined
  enabled: boolean
  request: { method: string; url: string; headers?: Record<string, string>; body?: unknown; username?: string; password?: string }
  events: Array<{ name: string }>
}

type Party = { name?: string; label?: string }

/** Only asterisks: what is behind them cannot be compared. */
const hidden = /^\*+$/

/** A webhook is replaced whole. Its uuid comes from its name in the file, so that it is found again. */
export async function webhookSteps(
  { read, write }: Exchange,
  wanted: readonly WebhookWanted[],
  prune: boolean
): Promise<StepToTake[]> {
  const steps: StepToTake[] = []
  const uuids = new Set<string>()
  for (const webhook of wanted) {
    const uuid = webhookUuid(webhook.name)
    uuids.add(uuid)
    const current = await found<Webhook>(read, path`/webhooks/${uuid}`)
    const take = () => write('PUT', path`/webhooks/${uuid}`, onTheWire(webhook))
    steps.push(comparedWithSecrets(webhook, current, take))
  }
  if (!prune) return steps
  const { _links } = await read<{ _links: Links }>('/webhooks')
  for (const { href, name = '' } of [_links['pb:webhooks'] ?? []].flat() as Link[]) {
    const uuid = decodeURIComponent(href.slice(href.lastIndexOf('/') + 1))
    if (!uuids.has(uuid)) steps.push(removal('webhook', `${name} (${uuid})`, () => write('DELETE', path`/webhooks/${uuid}`)))
  }
  return steps
}

async function found<T>(read: Exchange['read'], address: string): Promise<T | undefined> {
  try {
    return await read<T>(address)
  } catch (error) {
    if (error instanceof SoloistError && error.code === 'not-found') return undefined
    throw error
  }
}

/** A UUID made from the name, always the same (RFC 9562, version 8). */
export function webhookUuid(name: string): string {
  const bytes = createHash('sha256').update(`soloist webhook ${name}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function onTheWire({
  name,
  description = name,
  consumer,
  provider,
  enabled = true,
  events = defaultEvents,
  request
}: WebhookWanted) {
  return { description, consumer, provider, enabled, events: events.map(event => ({ name: event })), request }
}

const defaultEvents = ['contract_content_changed']

/** Where a secret is shown as asterisks it is sent again, as nobody can see whether it is still the same. */
function comparedWithSecrets(wanted: WebhookWanted, current: Webhook | undefined, take: () => Promise<unknown>): StepToTake {
  const asked = flat(onTheWire(wanted))
  if (current === undefined) return stepTo('webhook', wanted.name, { current, wanted: asked, take })
  const there = flat(current)
  const secrets = Object.keys(asked).filter(name => typeof there[name] === 'string' && hidden.test(there[name]))
  for (const name of secrets) there[name] = asked[name]
  // What is there and not asked for goes, as the webhook is replaced whole.
  const all = { ...Object.fromEntries(Object.keys(there).map(name => [name, null])), ...asked }
  const step = stepTo('webhook', wanted.name, { current: there, wanted: all, take })
  if (secrets.length === 0) return step
  return { ...step, action: 'update', changes: [...step.changes, ...secrets.map(name => `${name} (secret, sent again)`)], take }
}

/** Its properties by dotted names: `request.url`, `request.headers.accept`. */
function flat({ description, consumer, provider, enabled, events, request }: Webhook): Record<string, unknown> {
  const { method, url, headers = {}, body, username, password } = request
  const properties: Record<string, unknown> = {
    description,
    consumer: sideOf(consumer),
    provider: sideOf(provider),
    enabled,
    events: events.map(({ name }) => name).sort(),
    'request.method': method.toUpperCase(),
    'request.url': url,
    'request.body': body,
    'request.username': username,
    'request.password': password
  }
  for (const [name, value] of Object.entries(headers)) properties[`request.headers.${name.toLowerCase()}`] = value
  // Null, not absent: what is there and not wanted is a difference.
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value ?? null]))
}

const sideOf = (side: Party | undefined) => (side === undefined ? undefined : (side.name ?? `label ${side.label}`))
