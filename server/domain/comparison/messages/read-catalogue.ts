import { declaredWindow } from '../declared-window.ts'
import { Reading } from '../documents/place.ts'
import { versionOf } from '../documents/version-of.ts'
import { type Json, member, textAt } from '../json.ts'
import { into } from '../pointer.ts'
import { dialects } from '../schema/source.ts'
import { type Catalogue, type MessageOffer, versionIn } from './offer.ts'
import { readAsyncApi } from './read-asyncapi.ts'
import { PayloadReader } from './read-payload.ts'

/** The messages that a parsed document describes; `undefined` where it is neither AsyncAPI nor a message catalogue. */
export function readMessages(document: Json, name = 'document'): Catalogue | undefined {
  if (/^[23]\./.test(versionOf(document, 'asyncapi'))) return readAsyncApi(document, name)
  return Array.isArray(member(document, 'messages')) && member(document, 'catalogue') !== undefined
    ? readCatalogue(document, name)
    : undefined
}

/** `{catalogue: 1, messages: [{name, version?, channel?, direction?, contentType?, schema?, headers?}]}` */
function readCatalogue(root: Json, documentName: string): Catalogue {
  const reading = new Reading(root)
  const payloads = new PayloadReader(documentName, root)
  const offers = reading
    .items({ pointer: '', value: root as { [name: string]: Json } }, 'messages')
    .map(({ pointer, value }): MessageOffer => {
      const name = textAt(value, 'name') ?? ''
      const channel = textAt(value, 'channel') ?? ''
      const contentType = textAt(value, 'contentType')
      const retention = textAt(value, 'retention') ?? textAt(value, 'x-retention')
      const format = textAt(value, 'schemaFormat') ?? 'application/schema+json'
      return {
        direction: value.direction === 'receives' ? 'receives' : 'sends',
        channel,
        channelKey: channel,
        ...(retention !== undefined && { retention }),
        key: name,
        name,
        version: value.version === undefined ? versionIn(name) : String(value.version),
        ...(contentType !== undefined && { contentType }),
        ...(value.schema !== undefined && { payload: payloads.payload(into(pointer, 'schema'), value.schema, format) }),
        ...(value.headers !== undefined && {
          headers: payloads.source(dialects['2020-12']).node(into(pointer, 'headers'), value.headers)
        }),
        ...declaredWindow(value, true),
        pointer
      }
    })
  return { offers, problems: reading.problems }
}
