import { type Place, Reading } from '../documents/place.ts'
import { itemsOf, type Json, member, textAt } from '../json.ts'
import { into, tokensOf, valueAt } from '../pointer.ts'
import type { Catalogue, MessageOffer } from './offer.ts'
import { type Context, readMessageObject } from './read-message-object.ts'
import { PayloadReader } from './read-payload.ts'

interface Reader {
  reading: Reading
  payloads: PayloadReader
  root: Json
}

/** AsyncAPI 2.x and 3.x. */
export function readAsyncApi(root: Json, name: string): Catalogue {
  const reading = new Reading(root)
  const reader = { reading, payloads: new PayloadReader(name, root), root }
  const offers = String(member(root, 'asyncapi')).startsWith('2') ? offersOf2(reader) : offersOf3(reader)
  return { offers, problems: reading.problems }
}

function contextOf(
  root: Json,
  direction: MessageOffer['direction'],
  channel: string,
  channelKey: string,
  operationId: string | undefined,
  retention: string | undefined
): Context {
  const defaultContentType = textAt(root, 'defaultContentType')
  return {
    direction,
    channel,
    channelKey,
    ...(operationId !== undefined && { operationId }),
    ...(retention !== undefined && { retention }),
    ...(defaultContentType !== undefined && { defaultContentType })
  }
}

/** An inverted view: what others subscribe to, the application sends. */
function offersOf2({ reading, payloads, root }: Reader): MessageOffer[] {
  return reading.members(reading.place('/channels', member(root, 'channels'))).flatMap(([address, channel]) =>
    (['subscribe', 'publish'] as const).flatMap(verb => {
      const operation = reading.inside(channel, verb)
      if (operation === undefined) return []
      const direction = verb === 'subscribe' ? 'sends' : 'receives'
      const retention = textAt(channel.value, 'x-retention')
      const context = contextOf(root, direction, address, address, textAt(operation.value, 'operationId'), retention)
      return messages2(reading, operation).map(({ key, place }) =>
        readMessageObject(reading, payloads, context, textAt(place.value, 'messageId') ?? key, place)
      )
    })
  )
}

interface Keyed {
  key: string
  place: Place
}

function messages2(reading: Reading, operation: Place): Keyed[] {
  const raw = operation.value.message
  const all = Array.isArray(member(raw, 'oneOf')) ? itemsOf(member(raw, 'oneOf')) : [raw]
  return all.flatMap((message, i) =>
    keyed(reading, into(operation.pointer, 'message', ...(all.length > 1 ? ['oneOf', i] : [])), message)
  )
}

/** A message is called as in the reference to it. */
function keyed(reading: Reading, pointer: string, raw: Json | undefined): Keyed[] {
  const place = reading.place(pointer, raw)
  const ref = textAt(raw, '$ref')
  return place === undefined
    ? []
    : [{ key: (ref === undefined ? undefined : tokensOf(ref).at(-1)) ?? textAt(raw, 'name') ?? tokensOf(pointer).at(-1)!, place }]
}

function offersOf3(reader: Reader): MessageOffer[] {
  const { reading, root } = reader
  return reading.members(reading.place('/operations', member(root, 'operations'))).flatMap(([operationId, operation]) => {
    const direction = operation.value.action === 'send' ? 'sends' : 'receives'
    const offers = offersIn(reader, operation, direction, operationId)
    const reply = reading.inside(operation, 'reply')
    if (reply === undefined) return offers
    const answers = offersIn(reader, reply, direction === 'sends' ? 'receives' : 'sends', operationId)
    return offers.map(offer => ({ ...offer, reply: answers }))
  })
}

/** The operation's messages, or all of its channel's where it names none. */
function offersIn(
  { reading, payloads, root }: Reader,
  at: Place,
  direction: MessageOffer['direction'],
  operationId: string
): MessageOffer[] {
  const channel = reading.inside(at, 'channel')
  const channelKey = channel === undefined ? '' : (tokensOf(channel.pointer).at(-1) ?? '')
  const address = channel === undefined ? '' : (textAt(channel.value, 'address') ?? channelKey)
  const retention = channel === undefined ? undefined : textAt(channel.value, 'x-retention')
  const context = contextOf(root, direction, address, channelKey, operationId, retention)
  const named = member(at.value, 'messages')
  const found =
    named === undefined
      ? channel === undefined
        ? []
        : Object.keys(channelMessages(channel)).flatMap(key => {
            const pointer = into(channel.pointer, 'messages', key)
            const place = reading.place(pointer, valueAt(root, pointer))
            return place === undefined ? [] : [{ key, place }]
          })
      : itemsOf(named).flatMap((message, i) => keyed(reading, into(at.pointer, 'messages', i), message))
  return found.map(({ key, place }) => readMessageObject(reading, payloads, context, key, place))
}

function channelMessages({ value }: Place) {
  const messages = member(value, 'messages')
  return typeof messages === 'object' && messages !== null ? messages : {}
}
