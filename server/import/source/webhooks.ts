import type { Definition } from '../../domain/webhooks/check-definition.ts'
import { type Document, documentAt, hrefOf, linksOf, listAt, textAt, timesOf } from './document.ts'
import type { Source } from './source.ts'

export interface SourceWebhook {
  uuid: string
  definition: Definition
  /** Where the source shows asterisks instead of a secret, in words. */
  hidden: string[]
  createdAt: number | undefined
}

/** The addresses of all webhooks. Reference 1.15.1. */
export async function listWebhookAddresses(source: Source): Promise<string[]> {
  const href = hrefOf(source.index, 'pb:webhooks')
  const list = href === undefined ? undefined : await source.find(href)
  return list === undefined ? [] : linksOf(list, 'pb:webhooks').flatMap(link => textAt(link, 'href') ?? [])
}

const isHidden = (value: unknown) => typeof value === 'string' && /^\*+$/.test(value)

export async function readWebhook(source: Source, href: string): Promise<SourceWebhook | undefined> {
  const document = await source.find(href)
  const uuid = document && (textAt(document, 'uuid') ?? href.split('/').at(-1))
  const request = document && documentAt(document, 'request')
  if (document === undefined || uuid === undefined || request === undefined) return undefined
  const given = Object.entries(documentAt(request, 'headers') ?? {}).map(([name, value]) => [name, String(value)] as const)
  const hidden = given.filter(([, value]) => isHidden(value)).map(([name]) => `the header ${name}`)
  const password = isHidden(request.password) ? undefined : textAt(request, 'password')
  if (isHidden(request.password)) hidden.push('the password')
  const definition: Definition = {
    description: textAt(document, 'description'),
    ...sideOf(document, 'consumer'),
    ...sideOf(document, 'provider'),
    enabled: document.enabled !== false,
    events: listAt(document, 'events').flatMap(event => ({ name: textAt(event, 'name') ?? '' })),
    request: {
      method: textAt(request, 'method') ?? '',
      url: textAt(request, 'url') ?? '',
      headers: Object.fromEntries(given.filter(([, value]) => !isHidden(value))),
      body: request.body,
      username: textAt(request, 'username'),
      password
    }
  }
  return { uuid, definition, hidden, createdAt: timesOf(document)?.createdAt }
}

function sideOf(document: Document, side: 'consumer' | 'provider'): Pick<Definition, 'consumer' | 'provider'> {
  const given = documentAt(document, side)
  if (given === undefined) return {}
  const name = textAt(given, 'name')
  return { [side]: name === undefined ? { label: textAt(given, 'label') } : { name } }
}
