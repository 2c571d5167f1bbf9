import { isObject, type Json, type JsonObject, textAt } from '../json.ts'
import type { Body } from './pact.ts'

/** A body as formats 1 to 3 (any JSON) or format 4 (content with its media type and encoding) write it. */
export function readBody(holder: JsonObject, name: 'body' | 'contents', header: string | undefined): Body {
  if (!Object.hasOwn(holder, name)) return { kind: 'absent' }
  const raw = holder[name]!
  const wrapped = isObject(raw) && Object.hasOwn(raw, 'content') && ('contentType' in raw || 'encoded' in raw)
  if (!wrapped) return plain(raw, mediaTypeOf(header))
  const mediaType = mediaTypeOf(textAt(raw, 'contentType') ?? header)
  const content = raw.content!
  const { encoded } = raw
  if (encoded === true || (typeof encoded === 'string' && encoded !== 'JSON')) return encodedBody(content, encoded, mediaType)
  return plain(content, mediaType, typeof encoded === 'string')
}

/** Media type in lower case, without parameters. */
export const mediaTypeOf = (header: string | undefined): string | undefined =>
  header === undefined || header.trim() === '' ? undefined : header.split(';')[0]!.trim().toLowerCase()

export const isJson = (mediaType: string) => /^application\/json$|[+/]json$|[/+]x-json$/.test(mediaType)

function plain(value: Json, mediaType: string | undefined, isText = false): Body {
  const typed = mediaType === undefined ? {} : { mediaType }
  if (value === '' && !isText) return { kind: 'empty' }
  if (typeof value !== 'string' || mediaType === undefined) return { kind: 'json', value, ...typed }
  if (!isJson(mediaType)) return { kind: 'foreign', text: value, ...typed }
  const parsed = isText ? parse(value) : undefined
  return { kind: 'json', value: parsed === undefined ? value : parsed, ...typed }
}

function encodedBody(content: Json, encoded: Json, mediaType: string | undefined): Body {
  const typed = mediaType === undefined ? {} : { mediaType }
  const text = typeof content === 'string' && (encoded === true || encoded === 'base64') ? fromBase64(content) : undefined
  const value = text !== undefined && mediaType !== undefined && isJson(mediaType) ? parse(text) : undefined
  if (value !== undefined) return { kind: 'json', value, ...typed }
  return { kind: 'foreign', ...(text !== undefined && { text }), ...typed }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Only texts: what is no UTF-8 stays unread. */
function fromBase64(content: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(content), character => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
