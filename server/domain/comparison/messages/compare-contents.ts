import { judgeFailure, undecided } from '../field-findings.ts'
import type { Direction, Finding, FindingCode, Severity } from '../findings.ts'
import { type Json, type JsonObject, setMember } from '../json.ts'
import { expectationOf } from '../pacts/expectation.ts'
import type { MessageContents, MessageInteraction } from '../pacts/pact.ts'
import { isJson, mediaTypeOf } from '../pacts/read-body.ts'
import { into } from '../pointer.ts'
import { type Engine, fits, inspect } from '../schema/engine.ts'
import type { SchemaNode } from '../schema/node.ts'
import { isAttribute } from './candidates.ts'
import { elementOf, type MessageOffer } from './offer.ts'

interface Comparing {
  engine: Engine
  interaction: MessageInteraction
  contents: MessageContents
  offer: MessageOffer
}

type More = Partial<Pick<Finding, 'detail' | 'witness' | 'document'>> & { path?: string[] }

function finding(
  { interaction, contents, offer }: Comparing,
  code: FindingCode,
  severity: Severity,
  { path, ...more }: More = {}
): Finding {
  const direction: Direction = 'message'
  return {
    code,
    severity,
    direction,
    interaction: { pointer: interaction.pointer, description: interaction.description },
    contract: contents.pointer,
    document: offer.pointer,
    ...(offer.documentName !== undefined && { documentName: offer.documentName }),
    element: elementOf(offer),
    ...(path !== undefined && { path: path.length === 0 ? '' : into('', ...path) }),
    ...more
  }
}

/** What the provider sends, and the consumer reads. */
export function compareReceived(comparing: Comparing): Finding[] {
  const media = compareMedia(comparing)
  if (media.some(({ severity }) => severity === 'error')) return media
  return [...media, ...compareMetadata(comparing), ...comparePayload(comparing)]
}

function compareMedia(comparing: Comparing): Finding[] {
  const { body } = comparing.contents
  const declared = mediaTypeOf(comparing.offer.contentType)
  const own = 'mediaType' in body ? body.mediaType : undefined
  if (declared === undefined || own === undefined || declared === own || (isJson(declared) && isJson(own))) return []
  return [finding(comparing, 'msg.format', 'error', { detail: { type: own, declared } })]
}

function comparePayload(comparing: Comparing): Finding[] {
  const { engine, contents, offer } = comparing
  const { body, rules } = contents
  if (body.kind === 'absent' || body.kind === 'empty') return []
  const schema = offer.payload?.schema
  if (schema === undefined || body.kind === 'foreign') {
    const about =
      offer.payload === undefined
        ? 'no schema'
        : (offer.payload.formatName ?? ('mediaType' in body ? body.mediaType : undefined) ?? 'contents')
    return [finding(comparing, 'body.unsupported', 'undecided', { detail: { about } })]
  }
  const found = new Map<string, Finding>()
  for (const failure of fits(engine, schema, engine.expectations.node(expectationOf(body.value, rules.body).schema)).failures) {
    const { code, severity, detail } = judgeFailure('msg', failure)
    const { path, writer, witness } = failure
    const one = finding(comparing, code, severity, { path, detail, document: writer, ...(witness !== undefined && { witness }) })
    const key = `${code} ${one.path}`
    if (found.get(key)?.severity !== 'error') found.set(key, one)
  }
  return [...found.values(), ...unrealistic(comparing, schema, body.value, [...found.values()])]
}

function unrealistic(comparing: Comparing, schema: SchemaNode, value: Json, known: Finding[]): Finding[] {
  const told = new Set(known.map(({ path }) => path))
  return inspect(comparing.engine, schema, value, true).errors.flatMap(({ path, certain, schema: document, keyword }) => {
    const place = into('', ...path.map(token => (/^\d+$/.test(token) ? '*' : token)))
    if (!certain || [...told].some(one => one !== undefined && place.startsWith(one))) return []
    told.add(place)
    return [finding(comparing, 'example.unrealistic', 'warning', { path, document, detail: { keyword } })]
  })
}

/** Metadata that are no attributes are read from the headers. */
function compareMetadata(comparing: Comparing): Finding[] {
  const { engine, contents, offer } = comparing
  const read = [...contents.metadata].filter(([name]) => !isAttribute(name))
  if (read.length === 0 || offer.headers === undefined) return []
  const properties: JsonObject = {}
  for (const [name, value] of read) {
    const rules = contents.rules.metadata
      .filter(({ path }) => path[0] === name)
      .map(rule => ({ ...rule, path: ['$', ...rule.path.slice(1)] }))
    setMember(properties, name, expectationOf(value, rules).schema)
  }
  const reader = engine.expectations.node({ type: 'object', properties, required: read.map(([name]) => name) })
  return fits(engine, offer.headers, reader).failures.map(failure => {
    const { path, writer: document, keyword, missing, disjoint, reason, witness } = failure
    const more = { path, document, detail: { name: path[0] ?? '', keyword }, ...(witness !== undefined && { witness }) }
    if (keyword === 'required' && missing !== 'open') {
      return finding(
        comparing,
        missing === 'gone' ? 'msg.header.gone' : 'msg.header.optional',
        missing === 'gone' ? 'error' : 'warning',
        more
      )
    }
    if (keyword === 'problem' || keyword === 'budget') return finding(comparing, undecided(reason).code, 'undecided', more)
    const severity = failure.outcome === 'unproven' || keyword === 'required' ? 'undecided' : disjoint ? 'error' : 'warning'
    return finding(comparing, 'msg.header.value', severity, more)
  })
}

/** What the consumer sends, and the provider reads: the contents must be valid. */
export function compareSent(comparing: Comparing): Finding[] {
  const media = compareMedia(comparing)
  const { body } = comparing.contents
  const schema = comparing.offer.payload?.schema
  if (body.kind === 'absent' || body.kind === 'empty' || media.length > 0) return media
  if (schema === undefined || body.kind === 'foreign') {
    return [
      finding(comparing, 'body.unsupported', 'undecided', {
        detail: { about: comparing.offer.payload?.formatName ?? 'no schema' }
      })
    ]
  }
  return inspect(comparing.engine, schema, body.value).errors.map(error => {
    const { path, schema: document, keyword } = error
    if (error.certain) return finding(comparing, 'msg.field.value', 'error', { path, document, detail: { keyword } })
    return finding(comparing, undecided(error.reason).code, 'undecided', { path, document, detail: { keyword } })
  })
}
