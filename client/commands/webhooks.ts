import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Asked, command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { fenced } from '../forms/markdown.ts'
import { table } from '../report.ts'
import { type Webhook, type WebhookProperties, type WebhookSide, webhookEvents } from '../webhooks.ts'

const when = (what: string) => ({ type: 'boolean', help: `Call when ${what}` }) as const

/** As other clients name them. */
const definition = {
  request: { type: 'string', short: 'X', value: 'METHOD', help: 'How to call; else POST' },
  header: { type: 'string', short: 'H', multiple: true, value: '"NAME: VALUE"', help: 'A header of the call; repeatable' },
  data: { type: 'string', short: 'd', value: 'TEXT|@FILE', help: 'The body of the call: JSON, or any text' },
  user: { type: 'string', value: 'NAME:WORD', help: 'Basic authentication of the call' },
  consumer: { type: 'string', short: 'c', value: 'NAME', help: 'For this consumer; else any' },
  'consumer-label': { type: 'string', value: 'LABEL', help: 'For every consumer with this label' },
  provider: { type: 'string', value: 'NAME', help: 'For this provider; else any' },
  'provider-label': { type: 'string', value: 'LABEL', help: 'For every provider with this label' },
  description: { type: 'string', value: 'TEXT', help: 'What it is for' },
  enabled: { type: 'boolean', negatable: true, help: 'Whether it is called; else it is' },
  'contract-published': when('a contract is published'),
  'contract-content-changed': when('its content changed; so too when no event is given'),
  'contract-requiring-verification-published': when('provider versions have to verify it'),
  'provider-verification-published': when('a result is published'),
  'provider-verification-succeeded': when('a result is a success'),
  'provider-verification-failed': when('a result is a failure'),
  'comparison-succeeded': when('a comparison passed'),
  'comparison-failed': when('a comparison failed or could not decide'),
  'environment-inconsistent': when('a deployment is recorded that does not fit, or is not proved to fit, what is there'),
  'window-approaching': when('the sunset of an element is near'),
  'window-passed': when('the sunset of an element passed'),
  'window-overdue': when('it passed, and the element is there or used'),
  'override-created': when('somebody answers for a deployment that is not proved')
} as const

const uuid = { type: 'string', needed: true, value: 'UUID', help: 'Which, as list-webhooks shows' } as const

export const createWebhook = command({
  name: 'create-webhook',
  summary: 'Have the broker call an address when something happens',
  rest: '<URL>',
  options: definition,
  async run(asked) {
    const webhook = await asked.broker.createWebhook(await propertiesFrom(asked))
    asked.out.answer(webhook, () => told('Created', webhook))
    return exitCodes.done
  }
})

export const createOrUpdateWebhook = command({
  name: 'create-or-update-webhook',
  summary: 'The same, under a uuid of your own: run twice, it leaves one webhook',
  rest: '<URL>',
  options: {
    uuid: { type: 'string', needed: true, value: 'UUID', help: '16 or more letters, digits, - or _' },
    ...definition
  },
  async run(asked) {
    const webhook = await asked.broker.createOrUpdateWebhook({
      uuid: asked.values.uuid,
      ...(await propertiesFrom(asked))
    })
    asked.out.answer(webhook, () => told(webhook.signingSecret === undefined ? 'Updated' : 'Created', webhook))
    return exitCodes.done
  }
})

export const listWebhooks = command({
  name: 'list-webhooks',
  summary: 'List the webhooks',
  options: {
    consumer: { type: 'string', short: 'c', value: 'NAME', help: 'Only those for exactly this consumer' },
    provider: { type: 'string', value: 'NAME', help: 'Only those for exactly this provider' }
  },
  async run({ values, broker, out }) {
    const document = await broker.listWebhooks({ consumer: values.consumer, provider: values.provider })
    out.answer(document, () => {
      const rows = document._embedded.webhooks.map(webhook => [
        webhook.description,
        sideOf(webhook.consumer),
        sideOf(webhook.provider),
        eventsOf(webhook),
        webhook.enabled ? 'yes' : 'no',
        webhook.uuid
      ])
      return table(['DESCRIPTION', 'CONSUMER', 'PROVIDER', 'EVENTS', 'ENABLED', 'UUID'], rows)
    })
    return exitCodes.done
  }
})

export const describeWebhook = command({
  name: 'describe-webhook',
  summary: 'Describe a webhook; secrets stay hidden',
  options: { uuid },
  async run({ values, broker, out }) {
    const webhook = await broker.describeWebhook({ uuid: values.uuid })
    out.answer(webhook, () => {
      const { request, enabled } = webhook
      const headers = Object.entries(request.headers ?? {}).map(([name, value]) => `  ${name}: ${value}`)
      const body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body)
      return [
        `${webhook.description}${enabled ? '' : ' (disabled)'}, ${webhook.uuid}`,
        `Consumer ${sideOf(webhook.consumer)}, provider ${sideOf(webhook.provider)}, on ${eventsOf(webhook)}`,
        `${request.method} ${request.url}`,
        ...headers,
        ...(body === undefined ? [] : [body])
      ].join('\n')
    })
    return exitCodes.done
  }
})

export const deleteWebhook = command({
  name: 'delete-webhook',
  summary: 'Delete a webhook',
  options: { uuid },
  async run({ values, broker, out }) {
    await broker.deleteWebhook({ uuid: values.uuid })
    out.answer({ deleted: values.uuid }, () => `Deleted webhook ${values.uuid}`)
    return exitCodes.done
  }
})

export const testWebhook = command({
  name: 'test-webhook',
  summary: 'Call a webhook once, now; ends with 1 when the call fails',
  options: { uuid },
  async run({ values, broker, out }) {
    const tested = await broker.testWebhook({ uuid: values.uuid })
    out.answer(tested, () => {
      const title = tested.success ? 'The call succeeded.' : 'The call failed.'
      const text = `${tested.logs}\n${title}`
      return { title, answer: tested.success ? 'yes' : 'no', lines: [], written: { text, markdown: fenced(text) } }
    })
    return tested.success ? exitCodes.done : exitCodes.no
  }
})

export const renewWebhookSecret = command({
  name: 'renew-webhook-secret',
  summary: 'Sign the calls of a webhook with a new secret, shown this once',
  options: { uuid },
  async run({ values, broker, out }) {
    const renewed = await broker.renewWebhookSecret({ uuid: values.uuid })
    out.answer({ signingSecret: renewed.signingSecret }, () => renewed.signingSecret)
    return exitCodes.done
  }
})

type Defined = Pick<Asked<typeof definition>, 'values' | 'rest' | 'folder'>

async function propertiesFrom({ values, rest, folder }: Defined): Promise<WebhookProperties> {
  const [url, ...others] = rest
  if (url === undefined) throw wrong('The address to call is missing: give it as the last word.')
  if (others.length > 0) throw wrong(`"${others[0]}" is not expected here: there is one address.`)
  const events = webhookEvents.filter(event => values[event.replaceAll('_', '-') as keyof typeof definition] === true)
  const colon = values.user?.indexOf(':') ?? -1
  if (values.user !== undefined && colon < 1) throw wrong('--user must be NAME:WORD.')
  return {
    description: values.description,
    consumer: side(values.consumer, values['consumer-label']),
    provider: side(values.provider, values['provider-label']),
    enabled: values.enabled,
    events: events.length === 0 ? undefined : events,
    request: {
      method: values.request ?? 'POST',
      url,
      headers: Object.fromEntries((values.header ?? []).map(headerFrom)),
      body: values.data === undefined ? undefined : await bodyFrom(values.data, folder),
      username: values.user?.slice(0, colon),
      password: values.user?.slice(colon + 1)
    }
  }
}

const side = (name: string | undefined, label: string | undefined): WebhookSide | undefined =>
  name === undefined && label === undefined ? undefined : { name, label }

function headerFrom(text: string): [string, string] {
  const at = text.indexOf(':')
  if (at < 1) throw wrong(`--header is ${text}; it must be "NAME: VALUE".`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

async function bodyFrom(data: string, folder: string): Promise<unknown> {
  const text = data.startsWith('@') ? await fileText(resolve(folder, data.slice(1))) : data
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function fileText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw wrong(`${file} cannot be read: ${(cause as Error).message}.`, cause)
  }
}

function told(done: string, { description, uuid, signingSecret }: Webhook): string {
  const secret = signingSecret === undefined ? '' : `\nIts calls are signed with ${signingSecret}, which is not shown again.`
  return `${done} webhook ${description}, ${uuid}${secret}`
}

const sideOf = (side: WebhookSide | undefined) => side?.name ?? (side?.label === undefined ? 'any' : `labelled ${side.label}`)
const eventsOf = ({ events }: Webhook) => events.map(({ name }) => name).join(', ')
