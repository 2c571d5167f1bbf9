import { type Response, responseFor } from '../documents/api.ts'
import type { Finding } from '../findings.ts'
import { expectationOf } from '../pacts/expectation.ts'
import { fits } from '../schema/engine.ts'
import { no } from '../schema/evaluate.ts'
import { type Comparing, finding } from './comparing.ts'
import { acceptedTypes, mediaFits, mediaFor } from './media-types.ts'
import { compareResponseBody } from './response-body.ts'
import { standardResponseHeaders } from './standard-headers.ts'
import { statusesOf } from './statuses.ts'
import { fitsTexts } from './text-values.ts'

export function compareResponse(comparing: Comparing): Finding[] {
  const { interaction, operation } = comparing
  const { status, rules } = interaction.response
  const accepted = statusesOf(rules.status, status)
  const declared = accepted.flatMap(one => responseFor(operation, one) ?? [])
  const response = declared.find(one => one.status !== 'default') ?? declared[0]
  const at = { contract: ['response', 'status'], document: operation.pointer, element: `response.${status}`, detail: { status } }
  if (response === undefined) return [finding(comparing, 'response', 'response.status.unknown', 'error', at)]
  const findings: Finding[] = []
  if (response.status === 'default')
    findings.push(finding(comparing, 'response', 'response.status.default', 'warning', { ...at, document: response.pointer }))
  findings.push(...compareAccept(comparing, response))
  const contentType = compareContentType(comparing, response)
  findings.push(...contentType, ...compareHeaders(comparing, response))
  if (contentType.some(({ severity }) => severity === 'error')) return findings
  return [...findings, ...compareResponseBody(comparing, response)]
}

function compareAccept(comparing: Comparing, response: Response): Finding[] {
  const accepted = acceptedTypes(comparing.interaction.request.headers.get('accept') ?? [])
  if (accepted.length === 0) return []
  const declared = response.media.map(({ type }) => type)
  const at = {
    contract: ['request', 'headers', 'accept'],
    document: response.pointer,
    element: 'request.header/accept',
    detail: { accepted, declared }
  }
  if (declared.length === 0) {
    const nowhere = comparing.operation.responses.every(({ media }) => media.length === 0)
    return nowhere ? [finding(comparing, 'request', 'request.accept.unknown', 'warning', at)] : []
  }
  if (declared.some(type => accepted.some(range => mediaFits(type, range)))) return []
  return [finding(comparing, 'request', 'request.accept.incompatible', 'error', at)]
}

function compareContentType(comparing: Comparing, response: Response): Finding[] {
  const { body, headers } = comparing.interaction.response
  const header = headers.get('content-type')?.[0]?.split(';')[0]?.trim().toLowerCase()
  const type = header ?? ('mediaType' in body ? body.mediaType : undefined)
  if (type === undefined) return []
  const declared = response.media.map(one => one.type)
  const at = {
    contract: ['response', 'headers', 'content-type'],
    document: response.pointer,
    element: `response.${response.status}`,
    detail: { type, declared }
  }
  if (declared.length === 0) return [finding(comparing, 'response', 'response.content-type.unknown', 'warning', at)]
  if (mediaFor(response.media, type) !== undefined) return []
  return [finding(comparing, 'response', 'response.content-type.incompatible', 'error', at)]
}

function compareHeaders(comparing: Comparing, response: Response): Finding[] {
  const { headers, status } = comparing.interaction.response
  return [...headers].flatMap(([name, texts]) => {
    if (name === 'content-type') return []
    const declared = response.headers.find(header => header.name.toLowerCase() === name)
    const at = {
      contract: ['response', 'headers', name],
      document: declared?.pointer ?? response.pointer,
      element: `response.${status}.header/${name}`
    }
    const detail = { name, values: texts }
    if (declared === undefined) {
      return standardResponseHeaders.has(name)
        ? [finding(comparing, 'response', 'response.header.undefined', 'warning', { ...at, detail })]
        : [finding(comparing, 'response', 'response.header.unknown', 'error', { ...at, detail })]
    }
    const written = { style: 'simple', explode: false }
    if (
      declared.schema !== undefined &&
      fitsTexts(comparing.engine, declared.schema, texts, written) === no &&
      !isByRule(comparing, name)
    ) {
      return [finding(comparing, 'response', 'response.header.incompatible', 'error', { ...at, detail })]
    }
    const optional = declared.required
      ? []
      : [finding(comparing, 'response', 'res.header.optional', 'warning', { ...at, detail })]
    return [...optional, ...compareValue(comparing, name, texts, declared.schema, at)]
  })
}

const isByRule = ({ interaction }: Comparing, name: string) =>
  interaction.response.rules.header.some(({ path }) => path[0] === name)

/** The values that a header may have, against the rule for it; only texts can be held against it. */
function compareValue(
  comparing: Comparing,
  name: string,
  texts: string[],
  schema: Response['headers'][number]['schema'],
  at: { contract: string[]; document: string; element: string }
): Finding[] {
  if (schema === undefined) return []
  const rules = comparing.interaction.response.rules.header
    .filter(({ path }) => path[0] === name)
    .map(rule => ({ ...rule, path: ['$'] }))
  const expectation = expectationOf(texts.join(', '), rules).schema
  const reader = comparing.engine.expectations.node(expectation)
  const failures = fits(comparing.engine, schema, reader).failures.filter(
    ({ keyword }) => keyword !== 'type' && keyword !== 'anything'
  )
  return failures.slice(0, 1).map(({ keyword, witness, disjoint }) => {
    const detail = { name, keyword }
    return finding(comparing, 'response', 'res.header.value', disjoint ? 'error' : 'warning', { ...at, detail, witness })
  })
}
