import type { Media, Response } from '../documents/api.ts'
import { judgeFailure, undecided } from '../field-findings.ts'
import type { Finding } from '../findings.ts'
import { expectationOf } from '../pacts/expectation.ts'
import { isJson } from '../pacts/read-body.ts'
import { fits, inspect, isValid } from '../schema/engine.ts'
import { no } from '../schema/evaluate.ts'
import type { SchemaNode } from '../schema/node.ts'
import { type Comparing, finding } from './comparing.ts'
import { acceptedTypes, mediaFits, mediaFor } from './media-types.ts'

/** What the provider answers must be what the consumer reads. */
export function compareResponseBody(comparing: Comparing, response: Response): Finding[] {
  const { body, status } = comparing.interaction.response
  const at = { contract: ['response', 'body'], document: response.pointer, element: `response.${status}.body` }
  if (body.kind === 'absent') return []
  if (body.kind === 'empty') {
    const declared = response.media.find(({ schema }) => schema !== undefined)
    if (declared === undefined) return []
    return [
      finding(comparing, 'response', 'response.body.incompatible', 'warning', {
        ...at,
        document: declared.pointer,
        detail: { empty: true }
      })
    ]
  }
  const media = mediaOf(comparing, response)
  if (media?.schema === undefined) {
    const severity = response.media.length === 0 ? 'error' : 'undecided'
    return [
      finding(comparing, 'response', 'response.body.unknown', severity, { ...at, document: media?.pointer ?? response.pointer })
    ]
  }
  const type = body.mediaType ?? media.type
  if (body.kind === 'json' && (isJson(media.type) || isJson(type) || typeof body.value !== 'string'))
    return compareJson(comparing, media.schema, at)
  const text = body.kind === 'foreign' ? body.text : String(body.value)
  if (text === undefined || !type.startsWith('text/') || /xml/.test(type)) {
    return [finding(comparing, 'response', 'body.unsupported', 'undecided', { ...at, document: media.pointer, detail: { type } })]
  }
  if (isValid(comparing.engine, media.schema, text) !== no) return []
  return [
    finding(comparing, 'response', 'response.body.incompatible', 'error', {
      ...at,
      document: media.pointer,
      detail: { keyword: 'values' }
    })
  ]
}

/** By the response's own Content-Type, else by what is accepted, else JSON, else the first. */
function mediaOf({ interaction }: Comparing, { media }: Response): Media | undefined {
  const { body } = interaction.response
  const own = 'mediaType' in body ? body.mediaType : undefined
  if (own !== undefined) return mediaFor(media, own)
  const accepted = acceptedTypes(interaction.request.headers.get('accept') ?? [])
  const wanted = media.filter(({ type }) => accepted.length === 0 || accepted.some(range => mediaFits(type, range)))
  return wanted.find(({ type }) => isJson(type)) ?? wanted[0] ?? media[0]
}

function compareJson(comparing: Comparing, schema: SchemaNode, at: { contract: string[]; element: string }): Finding[] {
  const { engine, interaction } = comparing
  const { body, rules } = interaction.response
  if (body.kind !== 'json') return []
  const expectation = expectationOf(body.value, rules.body).schema
  const reader = comparing.engine.expectations.node(expectation)
  const findings = new Map<string, Finding>()
  for (const failure of fits(engine, schema, reader).failures) {
    const { code, severity, detail } = judgeFailure('res', failure)
    const { path, writer: document, witness } = failure
    const found = finding(comparing, 'response', code, severity, {
      ...at,
      contract: at.contract,
      document,
      path,
      detail,
      witness
    })
    const key = `${code} ${found.path}`
    if (findings.get(key)?.severity !== 'error') findings.set(key, found)
  }
  return [...findings.values(), ...unrealistic(comparing, schema, at, [...findings.values()])]
}

/** Rules decide; an example that the document forbids is still worth a word. */
function unrealistic(
  comparing: Comparing,
  schema: SchemaNode,
  at: { contract: string[]; element: string },
  known: Finding[]
): Finding[] {
  const { body } = comparing.interaction.response
  if (body.kind !== 'json') return []
  const places = new Set(known.map(({ path }) => path))
  const told = new Set<string>()
  return inspect(comparing.engine, schema, body.value, true).errors.flatMap(error => {
    const path = error.path.map(token => (/^\d+$/.test(token) ? '*' : token))
    const key = path.join('/')
    if (told.has(key) || [...places].some(place => place !== undefined && `/${key}`.startsWith(place))) return []
    told.add(key)
    const where = {
      ...at,
      contract: [...at.contract, ...error.path],
      document: error.schema,
      path,
      detail: { keyword: error.keyword }
    }
    if (error.certain) return [finding(comparing, 'response', 'example.unrealistic', 'warning', where)]
    // Only about the example, and the rules were judged: no reason to doubt the whole.
    return error.reason === 'budget' ? [finding(comparing, 'response', undecided('budget').code, 'undecided', where)] : []
  })
}
