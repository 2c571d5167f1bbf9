import type { FindingCode, Severity } from './findings.ts'
import type { Json } from './json.ts'
import type { Failure, UnprovenReason } from './schema/failure.ts'

export interface Judged {
  code: FindingCode
  severity: Severity
  detail: { [name: string]: Json }
}

/**
 * What a failed promise about a body means, today's contract against today's document. Only what is certain is an error:
 * most documents promise less than their providers keep (`required`, null, exact values), and the consumer was tested.
 */
export function judgeFailure(side: 'res' | 'msg', failure: Failure): Judged {
  const { keyword, disjoint, outcome, onBranch, missing, detail: about } = failure
  const detail = { keyword, ...(about !== undefined && { about }), ...(failure.reason && { reason: failure.reason }) }
  const hard = disjoint ? 'error' : 'warning'
  const soft = outcome === 'unproven' && failure.reason !== 'no-witness' && !disjoint ? 'undecided' : hard
  if (keyword === 'problem' || keyword === 'budget' || keyword === 'recursion') return { ...undecided(failure.reason), detail }
  if (onBranch !== undefined && keyword !== 'null')
    return { code: `${side}.union`, severity: 'warning', detail: { ...detail, onBranch } }
  switch (keyword) {
    case 'required':
      if (missing === 'optional') return { code: `${side}.field.optional`, severity: 'warning', detail }
      return { code: `${side}.field.gone`, severity: missing === 'gone' ? 'error' : 'undecided', detail }
    case 'null':
      return { code: `${side}.field.null`, severity: hard, detail }
    case 'type':
      return { code: `${side}.field.type`, severity: hard, detail }
    case 'anything':
      return { code: `${side}.field.type`, severity: 'undecided', detail }
    case 'items':
    case 'unique':
    case 'contains':
    case 'size':
      return { code: `${side}.array`, severity: soft, detail }
    case 'union':
      return { code: `${side}.union`, severity: soft, detail }
    case 'values':
    case 'bound':
    case 'multipleOf':
    case 'length':
    case 'pattern':
    case 'format':
    case 'names':
    case 'undeclared':
    case 'dependent':
    case 'not':
    case 'conditional':
      return { code: `${side}.field.value`, severity: soft, detail }
  }
}

export function undecided(reason: UnprovenReason | undefined): { code: FindingCode; severity: 'undecided' } {
  if (reason === 'spec.schema.invalid' || reason === 'spec.ref.unresolved') return { code: reason, severity: 'undecided' }
  if (reason === 'budget' || reason === 'depth' || reason === 'recursion') return { code: 'judge.budget', severity: 'undecided' }
  return { code: 'rule.unsupported', severity: 'undecided' }
}
