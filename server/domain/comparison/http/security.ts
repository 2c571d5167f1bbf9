import type { SecurityScheme } from '../documents/api.ts'
import type { Finding } from '../findings.ts'
import { type Comparing, finding } from './comparing.ts'
import { cookiesOf } from './cookies.ts'

/** One of the alternatives must be met, by all its schemes. */
export function compareSecurity(comparing: Comparing): Finding[] {
  const { interaction, operation } = comparing
  const { security } = operation
  if (security.length === 0 || security.some(schemes => schemes.every(scheme => isSent(comparing, scheme)))) return []
  const required = security.map(schemes => schemes.map(({ name }) => name))
  const at = { contract: ['request'], document: operation.pointer, element: 'request.security', detail: { required } }
  const unknown = security.flat().find(({ kind }) => kind === 'unknown')
  if (unknown === undefined) return [finding({ interaction, operation }, 'request', 'request.authorization.missing', 'error', at)]
  const detail = { required, about: unknown.name }
  return [finding({ interaction, operation }, 'request', 'spec.ref.unresolved', 'undecided', { ...at, detail })]
}

/** OAuth 2, OpenID Connect and mutual TLS are not seen in a request for sure; they count as met. */
function isSent({ interaction: { request } }: Comparing, { kind, place, parameter = '', scheme = '' }: SecurityScheme): boolean {
  if (kind === 'other') return true
  if (kind === 'unknown') return false
  if (kind === 'http') {
    const authorization = request.headers.get('authorization')?.[0] ?? ''
    return authorization.toLowerCase().startsWith(`${scheme} `)
  }
  if (place === 'query') return request.query.has(parameter)
  if (place === 'cookie') return cookiesOf(request.headers).has(parameter)
  return request.headers.has(parameter.toLowerCase())
}

/** Names that a request may carry because some scheme asks for them. */
export function securityNames({ operation }: Comparing, place: 'query' | 'header'): Set<string> {
  const schemes = operation.security.flat().filter(scheme => scheme.kind === 'apiKey' && scheme.place === place)
  return new Set(schemes.map(({ parameter = '' }) => (place === 'header' ? parameter.toLowerCase() : parameter)))
}
