import type { Json } from '../json.ts'

/** Which promise is not kept. */
export type FailedKeyword =
  | 'type'
  | 'null'
  | 'anything'
  | 'values'
  | 'bound'
  | 'multipleOf'
  | 'length'
  | 'pattern'
  | 'format'
  | 'required'
  | 'undeclared'
  | 'names'
  | 'size'
  | 'dependent'
  | 'items'
  | 'unique'
  | 'contains'
  | 'union'
  | 'not'
  | 'conditional'
  | 'problem'
  | 'recursion'
  | 'budget'

/** Why something could be neither proved nor refuted. */
export type UnprovenReason =
  | 'no-witness'
  | 'anything'
  | 'open'
  | 'pattern'
  | 'format'
  | 'union'
  | 'recursion'
  | 'budget'
  | 'depth'
  | 'spec.schema.invalid'
  | 'spec.ref.unresolved'
  | 'rule.unsupported'

export interface Failure {
  keyword: FailedKeyword
  outcome: 'broken' | 'unproven'
  reason?: UnprovenReason
  /** What the reason is about: a reference, a pattern, a keyword. */
  detail?: string
  /** No value at this place fits, so that the failure is certain; else only some do not. */
  disjoint: boolean
  /** Where in the value; `*` stands for any item of an array, or any member of a map. */
  path: string[]
  /** JSON Pointers into the two documents. */
  writer: string
  reader: string
  /** A missing member that is nowhere declared, is declared as optional, or may come from an open part. */
  missing?: 'gone' | 'optional' | 'open'
  /** Only some ways of a choice of the writer's fail; the keyword of that choice. */
  onBranch?: string
  /** A value of the writer's that the reader refuses; present exactly where the outcome is broken. */
  witness?: Json
}

export interface Judgement {
  outcome: 'ok' | 'broken' | 'unproven'
  failures: Failure[]
}

export const ok: Judgement = { outcome: 'ok', failures: [] }

const most = 60

export function judgementOf(failures: Failure[]): Judgement {
  if (failures.length === 0) return ok
  return {
    outcome: failures.some(({ outcome }) => outcome === 'broken') ? 'broken' : 'unproven',
    failures: failures.length > most ? failures.slice(0, most) : failures
  }
}
