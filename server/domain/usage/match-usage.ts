import { compareOneMessage, defaultLimits, type Provider } from '../comparison/compare-contract.ts'
import { operationFor } from '../comparison/http/compare-interaction.ts'
import { candidatesFor } from '../comparison/messages/candidates.ts'
import { elementOf, type MessageOffer } from '../comparison/messages/offer.ts'
import type { MessageInteraction } from '../comparison/pacts/pact.ts'
import { type AskedElement, isOpen } from './element.ts'
import { pactWith } from './read-usage.ts'

/** An interaction that may be about the element. */
export interface Subject {
  interactionId: number
  /** Of HTTP. */
  method?: string
  path?: string
  /** Of messages: the interaction itself. */
  text?: string
}

/**
 * Which of the interactions are about the element, each with the key that it is about: the endpoint or message without a place.
 * Where the provider has documents, they say where a path leads and which message is meant; else the path's shape and the
 * message's name do. Given several documents (of versions that are live), one that leads there is enough.
 */
export function matchUsage(
  asked: AskedElement,
  subjects: readonly Subject[],
  providers: readonly Provider[]
): Map<number, string> {
  const found = new Map<number, string>()
  for (const { interactionId, method, path, text } of subjects) {
    const key =
      asked.kind === 'http' ? endpointOf(asked, method ?? '', path ?? '', providers) : messageOf(asked, text ?? '', providers)
    if (key !== undefined) found.set(interactionId, key)
  }
  return found
}

function endpointOf(
  asked: AskedElement & { kind: 'http' },
  method: string,
  path: string,
  providers: readonly Provider[]
): string | undefined {
  const wanted = `${asked.method} ${asked.template}`
  const fits = (key: string) => (isOpen(asked) ? key.startsWith(wanted) : key === wanted)
  const request = { method, path }
  const routed = providers.flatMap(({ engine, router }) => operationFor(engine, router, { request }) ?? [])
  const keys = routed.map(({ operation }) => `${operation.method} ${operation.template}`)
  if (keys.length > 0) return keys.find(fits)
  if (isOpen(asked)) return hasShape(path, asked.template, true) ? `${method} ${path}` : undefined
  return method === asked.method && hasShape(path, asked.template, false) ? wanted : undefined
}

/** `/users/7` has the shape of `/users/{}`; of an open one, its beginning is enough. */
function hasShape(path: string, template: string, open: boolean): boolean {
  const [parts, wanted] = [path.split('/'), template.split('/')]
  if (open ? parts.length < wanted.length : parts.length !== wanted.length) return false
  return wanted.every((segment, i) => {
    const part = parts[i] as string
    if (open && i === wanted.length - 1 && !segment.includes('{')) return part.startsWith(segment)
    const [before = '', ...rest] = segment.split('{}')
    const after = rest.at(-1)
    return after === undefined
      ? part === segment
      : part.length > before.length + after.length && part.startsWith(before) && part.endsWith(after)
  })
}

function messageOf(asked: AskedElement & { kind: 'message' }, text: string, providers: readonly Provider[]): string | undefined {
  const fits = (key: string) => (isOpen(asked) ? key.startsWith(asked.key) : key === asked.key)
  for (const message of pactWith(text).messages) {
    const found = messageKeys(message, asked, providers).find(fits)
    if (found !== undefined) return found
  }
  return undefined
}

function messageKeys(message: MessageInteraction, asked: AskedElement & { kind: 'message' }, providers: readonly Provider[]) {
  const keys = providers.flatMap(provider => {
    if (provider.messages.length === 0) return []
    const { offer } = compareOneMessage(provider, message, defaultLimits)
    if (offer !== undefined) return [elementOf(offer)]
    // None fits, or several do: it may be about any that it names.
    const { by, offers } = candidatesFor(message, provider.messages)
    return by === 'shape' ? [] : offers.map(elementOf)
  })
  if (keys.length > 0) return keys
  const { by, offers } = candidatesFor(message, [namedIn(asked, message)])
  return by === 'shape' ? [] : offers.map(elementOf)
}

/** The message that is asked about, as if there were a document that tells no more than its name. */
function namedIn({ key }: { key: string }, { kind }: MessageInteraction): MessageOffer {
  const [, channel = '', name = '', version = '1'] = /^([^#]*)#([^@]*)(?:@(.*))?$/.exec(key) ?? []
  const direction = kind === 'asynchronous' ? 'sends' : 'receives'
  return { direction, channel, channelKey: channel, key: name, name, version, deprecated: false, pointer: '' }
}
