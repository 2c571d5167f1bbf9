import type { Finding, FindingCode, Severity } from '../findings.ts'

/** The same thing found in two documents: where it stands in the contract, not in the document. */
export const keyOf = ({ code, contract, path = '', detail }: Finding): string =>
  JSON.stringify([code, contract, path, detail?.name ?? ''])

const weights: Record<Severity, number> = { info: 0, warning: 1, undecided: 2, error: 3 }

/** What is found now and was not before, or is worse now. */
export function regressionsIn(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const known = new Map<string, number>()
  for (const found of before) known.set(keyOf(found), Math.max(weights[found.severity], known.get(keyOf(found)) ?? 0))
  return after.filter(found => weights[found.severity] > (known.get(keyOf(found)) ?? 0))
}

type Promised = { code: FindingCode; severity: Severity } | undefined

/**
 * What a finding means that a new version brings. A promise that was kept until now is broken, even where today's
 * document alone would only be warned about. `undefined`: not a matter of versions.
 */
export function asChange(found: Finding): Promised {
  const { code, severity, detail } = found
  if (severity === 'undecided') return { code, severity }
  const missing = detail?.missing === true
  switch (code) {
    case 'request.path-or-method.unknown':
      return { code: detail?.reason === 'value' ? 'req.param.value' : 'op.removed', severity: 'error' }
    case 'request.authorization.missing':
      return { code: 'sec.required', severity: 'error' }
    case 'request.accept.incompatible':
    case 'response.content-type.incompatible':
      return { code: 'res.media', severity: 'error' }
    case 'request.accept.unknown':
    case 'response.content-type.unknown':
      return { code: 'res.media', severity: 'warning' }
    case 'request.content-type.incompatible':
      return { code: 'req.body.media', severity: 'error' }
    case 'request.content-type.unknown':
    case 'request.content-type.missing':
      return { code: 'req.body.media', severity: 'warning' }
    case 'request.header.incompatible':
    case 'request.cookie.incompatible':
    case 'request.query.incompatible':
      return { code: missing ? 'req.param.required' : 'req.param.value', severity: 'error' }
    case 'request.header.unknown':
    case 'request.query.unknown':
      return { code: 'req.param.undeclared', severity: 'warning' }
    case 'request.body.incompatible':
      if (missing) return { code: 'req.body.required', severity: 'error' }
      return { code: detail?.keyword === 'undeclared' ? 'req.body.undeclared' : 'req.body.value', severity: 'error' }
    case 'request.body.unknown':
      return { code: 'req.body.removed', severity: 'warning' }
    case 'response.status.unknown':
      return { code: 'res.status', severity: 'error' }
    case 'response.status.default':
      return { code: 'res.status', severity: 'warning' }
    case 'response.header.undefined':
    case 'response.header.unknown':
      return { code: 'res.header.gone', severity: 'error' }
    case 'response.header.incompatible':
      return { code: 'res.header.value', severity: 'error' }
    case 'response.body.unknown':
      return { code: 'res.field.gone', severity: 'error' }
    case 'response.body.incompatible':
      return { code: 'res.field.value', severity: 'error' }
    case 'res.field.gone':
    case 'res.field.optional':
    case 'res.field.null':
    case 'res.union':
    case 'msg.field.gone':
    case 'msg.field.optional':
    case 'msg.field.null':
    case 'msg.union':
    case 'msg.gone':
    case 'msg.format':
      return { code, severity: 'error' }
    case 'example.unrealistic':
    case 'message.matched':
      return undefined
    default:
      return { code, severity }
  }
}
