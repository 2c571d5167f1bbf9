import type { Parameter } from '../documents/api.ts'
import type { Finding, HttpCode } from '../findings.ts'
import { conjunctionOf } from '../schema/conjunction.ts'
import { no, unknown } from '../schema/evaluate.ts'
import { kinds } from '../schema/node.ts'
import { viewOf } from '../schema/view.ts'
import { type Comparing, finding } from './comparing.ts'
import { cookiesOf } from './cookies.ts'
import type { Routed } from './route.ts'
import { securityNames } from './security.ts'
import { standardRequestHeaders } from './standard-headers.ts'
import { fitsTexts } from './text-values.ts'

/** Whether every value in the path can be what its parameter says. */
export function pathFits(engine: Comparing['engine'], { operation, values }: Routed): boolean {
  return operation.parameters.every(parameter => {
    const value = parameter.place === 'path' ? values.get(parameter.name) : undefined
    return value === undefined || parameter.schema === undefined || fitsTexts(engine, parameter.schema, [value], parameter) !== no
  })
}

export function compareQuery(comparing: Comparing): Finding[] {
  const { interaction, operation } = comparing
  const { query } = interaction.request
  const declared = operation.parameters.filter(({ place }) => place === 'query')
  const findings = declared.flatMap(parameter => {
    const texts = query.get(parameter.name) ?? query.get(`${parameter.name}[]`)
    if (texts === undefined && isSpread(comparing, parameter, query)) return []
    return compareParameter(comparing, parameter, texts, 'request.query.incompatible')
  })
  const known = securityNames(comparing, 'query')
  for (const name of query.keys()) {
    if (known.has(name) || declared.some(parameter => belongsTo(comparing, parameter, name))) continue
    const at = {
      contract: ['request', 'query', name],
      document: operation.pointer,
      element: `request.query/${name}`,
      detail: { name }
    }
    findings.push(finding(comparing, 'request', 'request.query.unknown', 'warning', at))
  }
  return findings
}

/** An object may be spread over several keys: `filter[a]=1`, or its members on their own. */
const isSpread = (comparing: Comparing, parameter: Parameter, query: Map<string, string[]>) =>
  [...query.keys()].some(name => name !== parameter.name && belongsTo(comparing, parameter, name))

function belongsTo({ engine }: Comparing, { name, schema, style, explode }: Parameter, key: string): boolean {
  if (key === name || key.startsWith(`${name}[`)) return true
  if (schema === undefined || style !== 'form' || !explode) return false
  const view = viewOf(engine, conjunctionOf(engine, [schema]))
  return view.kinds === kinds.object && (view.declared.has(key) || view.declared.size === 0)
}

/** By the specification, these are not parameters. */
const notParameters = new Set(['accept', 'content-type', 'authorization'])

export function compareHeaders(comparing: Comparing): Finding[] {
  const { interaction, operation } = comparing
  const { headers } = interaction.request
  const declared = operation.parameters.filter(({ place, name }) => place === 'header' && !notParameters.has(name.toLowerCase()))
  const findings = declared.flatMap(parameter =>
    compareParameter(comparing, parameter, headers.get(parameter.name.toLowerCase()), 'request.header.incompatible')
  )
  const known = securityNames(comparing, 'header')
  for (const name of headers.keys()) {
    const isDeclared = declared.some(parameter => parameter.name.toLowerCase() === name)
    if (isDeclared || known.has(name) || standardRequestHeaders.has(name)) continue
    const at = {
      contract: ['request', 'headers', name],
      document: operation.pointer,
      element: `request.header/${name}`,
      detail: { name }
    }
    findings.push(finding(comparing, 'request', 'request.header.unknown', 'warning', at))
  }
  const cookies = cookiesOf(headers)
  const inCookies = operation.parameters.filter(({ place }) => place === 'cookie')
  return [
    ...findings,
    ...inCookies.flatMap(parameter => {
      const value = cookies.get(parameter.name)
      return compareParameter(comparing, parameter, value === undefined ? undefined : [value], 'request.cookie.incompatible')
    })
  ]
}

function compareParameter(comparing: Comparing, parameter: Parameter, texts: string[] | undefined, code: HttpCode): Finding[] {
  const { name, place, pointer, schema, required } = parameter
  const at = {
    contract: ['request', place === 'query' ? 'query' : 'headers', name],
    document: pointer,
    element: `request.${place}/${name}`
  }
  if (texts === undefined) {
    return required
      ? [finding(comparing, 'request', code, 'error', { ...at, contract: ['request'], detail: { name, missing: true } })]
      : []
  }
  const truth = schema === undefined ? undefined : fitsTexts(comparing.engine, schema, texts, parameter)
  const detail = { name, values: texts }
  if (truth === no) return [finding(comparing, 'request', code, 'error', { ...at, detail })]
  return truth === unknown ? [finding(comparing, 'request', 'rule.unsupported', 'undecided', { ...at, detail })] : []
}
