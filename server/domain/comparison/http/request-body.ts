import type { Media } from '../documents/api.ts'
import { undecided } from '../field-findings.ts'
import type { Finding } from '../findings.ts'
import { isObject, itemsOf, type Json, member } from '../json.ts'
import { expectationOf } from '../pacts/expectation.ts'
import { isJson } from '../pacts/read-body.ts'
import { queryOf } from '../pacts/read-fields.ts'
import { into } from '../pointer.ts'
import { fits, guarded, inspect } from '../schema/engine.ts'
import type { Report } from '../schema/evaluate.ts'
import { pathKey } from '../schema/evaluate-object.ts'
import type { SchemaNode } from '../schema/node.ts'
import { type Comparing, finding } from './comparing.ts'
import { mediaFor } from './media-types.ts'
import { readForm } from './text-values.ts'

const element = 'request.body'

/** What the consumer sends must be what the provider takes. */
export function compareRequestBody(comparing: Comparing): Finding[] {
  const { interaction, operation } = comparing
  const { body, headers } = interaction.request
  const declared = operation.body
  const at = { contract: ['request', 'body'], document: declared?.pointer ?? operation.pointer, element }
  const nothing = declared === undefined || declared.media.length === 0
  const unread = nothing && headers.has('content-type')
  const findings = unread
    ? [finding(comparing, 'request', 'request.content-type.unknown', 'warning', { ...at, contract: ['request'] })]
    : []
  if (body.kind === 'absent' || body.kind === 'empty') {
    if (declared?.required !== true) return findings
    const missing = { ...at, contract: ['request'], detail: { missing: true } }
    return [finding(comparing, 'request', 'request.body.incompatible', 'error', missing)]
  }
  if (nothing) return [...findings, finding(comparing, 'request', 'request.body.unknown', 'warning', at)]
  const named = declared.media.map(({ type }) => type)
  if (!headers.has('content-type') && body.mediaType === undefined) {
    findings.push(
      finding(comparing, 'request', 'request.content-type.missing', 'warning', {
        ...at,
        contract: ['request'],
        detail: { declared: named }
      })
    )
  }
  const type = body.mediaType ?? 'application/json'
  const media = mediaFor(declared.media, type)
  if (media === undefined) {
    return [
      finding(comparing, 'request', 'request.content-type.incompatible', 'error', { ...at, detail: { type, declared: named } })
    ]
  }
  if (media.schema === undefined)
    return [...findings, finding(comparing, 'request', 'request.body.unknown', 'warning', { ...at, document: media.pointer })]
  const value = bodyValue(comparing, media, media.schema, type)
  if (value === undefined)
    return [
      ...findings,
      finding(comparing, 'request', 'body.unsupported', 'undecided', { ...at, document: media.pointer, detail: { type } })
    ]
  return [...findings, ...compareValue(comparing, media.schema, value)]
}

/** The body as a value, `undefined` where it cannot be read as one here. */
function bodyValue({ engine, interaction }: Comparing, media: Media, schema: SchemaNode, type: string): Json | undefined {
  const { body } = interaction.request
  if (body.kind === 'json' && (isJson(type) || isJson(media.type) || typeof body.value !== 'string')) return body.value
  const text =
    body.kind === 'foreign' ? body.text : body.kind === 'json' && typeof body.value === 'string' ? body.value : undefined
  if (text === undefined) return undefined
  if (type === 'application/x-www-form-urlencoded')
    return guarded(
      engine,
      () => readForm(engine, schema, queryOf(text)),
      () => undefined
    )
  return type.startsWith('text/') && !/xml/.test(type) ? text : undefined
}

function compareValue(comparing: Comparing, schema: SchemaNode, value: Json): Finding[] {
  const report = inspect(comparing.engine, schema, value)
  const at = (path: string[], document: string) => ({ contract: ['request', 'body', ...path], document, element, path })
  const findings = report.errors.map(error => {
    const detail = { keyword: error.keyword, ...(error.detail !== undefined && { about: error.detail }) }
    if (error.certain)
      return finding(comparing, 'request', 'request.body.incompatible', 'error', { ...at(error.path, error.schema), detail })
    const { code, severity } = undecided(error.reason)
    return finding(comparing, 'request', code, severity, { ...at(error.path, error.schema), detail })
  })
  for (const path of report.withheld)
    findings.push(finding(comparing, 'request', 'req.readonly', 'warning', at(path, schema.pointer)))
  for (const path of undeclaredIn(report, value, [])) {
    if (findings.some(other => other.path === into('', ...path))) continue
    findings.push(finding(comparing, 'request', 'req.body.undeclared', 'warning', at(path, schema.pointer)))
  }
  return [...findings, ...compareVariants(comparing, schema, value, findings)]
}

/** Members of objects that declare some, but not these. */
function undeclaredIn(report: Report, value: Json, path: string[]): string[][] {
  if (Array.isArray(value)) return itemsOf(value).flatMap((item, i) => undeclaredIn(report, item, [...path, String(i)]))
  if (!isObject(value)) return []
  const declared = report.declared.get(pathKey(path))
  return Object.keys(value).flatMap(name => {
    if (declared !== undefined && !declared.has(name)) return [[...path, name]]
    return undeclaredIn(report, member(value, name)!, [...path, name])
  })
}

/** The rules say that other values may be sent as well. */
function compareVariants(comparing: Comparing, schema: SchemaNode, value: Json, known: Finding[]): Finding[] {
  const { engine, interaction } = comparing
  if (interaction.request.rules.body.length === 0 || known.some(({ severity }) => severity !== 'warning')) return []
  const expectation = expectationOf(value, interaction.request.rules.body).schema
  const writer = engine.expectations.node(expectation)
  return fits(engine, writer, schema).failures.map(({ path, reader, keyword, reason, witness }) => {
    const detail = { keyword, ...(reason !== undefined && { reason }) }
    return finding(comparing, 'request', 'req.body.variant', 'warning', {
      contract: ['request', 'body'],
      document: reader,
      element,
      path,
      detail,
      witness
    })
  })
}
