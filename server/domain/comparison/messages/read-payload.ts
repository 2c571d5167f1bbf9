import { isObject, type Json, member, textAt } from '../json.ts'
import { into } from '../pointer.ts'
import { type Dialect, dialects, SchemaSource } from '../schema/source.ts'
import type { Payload } from './offer.ts'

/** The sources of one document, one for each dialect that its schemas are written in. */
export class PayloadReader {
  readonly name: string
  readonly root: Json
  readonly #sources = new Map<Dialect, SchemaSource>()

  constructor(name: string, root: Json) {
    this.name = name
    this.root = root
  }

  source(dialect: Dialect): SchemaSource {
    const known = this.#sources.get(dialect)
    if (known !== undefined) return known
    const made = new SchemaSource(this.name, this.root, dialect)
    this.#sources.set(dialect, made)
    return made
  }

  /** A schema, or `{schemaFormat, schema}`; the format may stand on the message instead. */
  payload(pointer: string, raw: Json, messageFormat: string | undefined): Payload {
    const own = textAt(raw, 'schemaFormat')
    const isMulti = own !== undefined && isObject(raw) && Object.hasOwn(raw, 'schema')
    const [at, schema] = isMulti ? [into(pointer, 'schema'), member(raw, 'schema')!] : [pointer, raw]
    const formatName = isMulti ? own : messageFormat
    const dialect = dialectOf(formatName)
    if (dialect !== undefined) return { format: 'json', schema: this.source(dialect).node(at, schema), raw: schema, pointer: at }
    const format = /avro/.test(formatName ?? '') ? 'avro' : 'other'
    return { format, ...(formatName !== undefined && { formatName }), raw: schema, pointer: at }
  }
}

function dialectOf(format: string | undefined): Dialect | undefined {
  if (format === undefined || /vnd\.aai\.asyncapi|draft-0?[4567]/.test(format)) return dialects['draft-07']
  if (/vnd\.oai\.openapi.*version=3\.1/.test(format) || /schema\+(json|yaml)/.test(format)) return dialects['2020-12']
  return /vnd\.oai\.openapi/.test(format) ? dialects['openapi-3.0'] : undefined
}
