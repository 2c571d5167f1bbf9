import { declaredWindow } from '../declared-window.ts'
import type { Place, Reading } from '../documents/place.ts'
import { isObject, itemsOf, type Json, type JsonObject, member, textAt } from '../json.ts'
import { into } from '../pointer.ts'
import { dialects } from '../schema/source.ts'
import { type MessageOffer, versionIn } from './offer.ts'
import type { PayloadReader } from './read-payload.ts'

export type Context = Pick<MessageOffer, 'direction' | 'channel' | 'channelKey' | 'retention'> & {
  operationId?: string
  defaultContentType?: string
}

/** A message object of AsyncAPI, of either generation. */
export function readMessageObject(
  reading: Reading,
  payloads: PayloadReader,
  context: Context,
  key: string,
  at: Place
): MessageOffer {
  const value = withTraits(reading, at)
  const { direction, channel, channelKey, operationId, defaultContentType, retention } = context
  const name = textAt(value, 'name') ?? key
  const given = member(value, 'x-message-version')
  const contentType = textAt(value, 'contentType') ?? defaultContentType
  return {
    direction,
    channel,
    channelKey,
    ...(retention !== undefined && { retention }),
    ...(operationId !== undefined && { operationId }),
    key,
    name,
    version: given === undefined ? versionIn(name) : String(given),
    ...(contentType !== undefined && { contentType }),
    ...(value.payload !== undefined && {
      payload: payloads.payload(into(at.pointer, 'payload'), value.payload, textAt(value, 'schemaFormat'))
    }),
    ...(value.headers !== undefined && {
      headers: payloads.source(dialects['draft-07']).node(into(at.pointer, 'headers'), headersOf(value.headers))
    }),
    ...declaredWindow(value),
    pointer: at.pointer
  }
}

const headersOf = (raw: Json): Json => (textAt(raw, 'schemaFormat') === undefined ? raw : (member(raw, 'schema') ?? true))

/** What a trait says holds where the message does not say otherwise; headers of both hold. */
function withTraits(reading: Reading, { pointer, value }: Place): JsonObject {
  const traits = itemsOf(value.traits).flatMap((trait, i) => reading.place(into(pointer, 'traits', i), trait) ?? [])
  let merged = value
  for (const trait of traits) {
    const headers = [merged.headers, trait.value.headers].filter(isObject)
    merged = { ...trait.value, ...merged, ...(headers.length === 2 && { headers: { allOf: headers } }) }
  }
  return merged
}
