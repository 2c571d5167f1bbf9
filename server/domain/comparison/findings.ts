import type { Json } from './json.ts'

/** Checks of HTTP that other comparators know too, by the names they are known by. */
export type HttpCode =
  | 'request.spec.missing'
  | 'request.path-or-method.unknown'
  | 'request.authorization.missing'
  | 'request.accept.unknown'
  | 'request.accept.incompatible'
  | 'request.content-type.unknown'
  | 'request.content-type.incompatible'
  | 'request.content-type.missing'
  | 'request.header.incompatible'
  | 'request.header.unknown'
  | 'request.cookie.incompatible'
  | 'request.query.incompatible'
  | 'request.query.unknown'
  | 'request.body.incompatible'
  | 'request.body.unknown'
  | 'response.status.unknown'
  | 'response.status.default'
  | 'response.content-type.unknown'
  | 'response.content-type.incompatible'
  | 'response.header.incompatible'
  | 'response.header.undefined'
  | 'response.header.unknown'
  | 'response.body.incompatible'
  | 'response.body.unknown'

/** What became of a promise that a consumer relies on. */
export type PromiseCode =
  | 'op.removed'
  | 'op.moved'
  | 'req.param.required'
  | 'req.param.value'
  | 'req.param.undeclared'
  | 'req.default'
  | 'req.body.required'
  | 'req.body.media'
  | 'req.body.removed'
  | 'req.body.value'
  | 'req.body.variant'
  | 'req.body.undeclared'
  | 'req.readonly'
  | 'sec.required'
  | 'res.status'
  | 'res.media'
  | 'res.header.gone'
  | 'res.header.optional'
  | 'res.header.value'
  | FieldCode
  | 'example.unrealistic'

export type FieldCode =
  `${'res' | 'msg'}.${'field.gone' | 'field.optional' | 'field.null' | 'field.type' | 'field.value' | 'array' | 'union'}`

export type MessageCode =
  | 'message.spec.missing'
  | 'message.matched'
  | 'message.ambiguous'
  | 'message.reply.missing'
  | 'message.response.missing'
  | 'msg.gone'
  | 'msg.moved'
  | 'msg.format'
  | 'msg.header.gone'
  | 'msg.header.optional'
  | 'msg.header.value'
  | 'msg.compat'

/** The judge could not decide. Never the same as a yes. */
export type UndecidedCode =
  | 'spec.schema.invalid'
  | 'spec.ref.unresolved'
  | 'body.unsupported'
  | 'rule.unsupported'
  | 'contract.unreadable'
  | 'judge.budget'

export type FindingCode = HttpCode | PromiseCode | MessageCode | UndecidedCode

/** An error refuses, a warning lets pass and is told, `undecided` makes the answer unknown, info is only told. */
export type Severity = 'error' | 'warning' | 'undecided' | 'info'

export type Direction = 'request' | 'response' | 'message' | 'document'

/** One thing that was found. The sentence is made of it elsewhere (`wording.ts`). */
export interface Finding {
  code: FindingCode
  severity: Severity
  direction: Direction
  /** The interaction concerned, by its place in the contract. */
  interaction?: { pointer: string; description: string }
  /** JSON Pointer into the contract. */
  contract: string
  /** JSON Pointer into the provider's document, `''` where it has no place for it. */
  document: string
  /** The name of the document, where a provider has several. */
  documentName?: string
  /** Where in the value; `*` stands for any item. */
  path?: string
  /** Key of the element of the provider contract, as windows know it. */
  element?: string
  /** What the sentence needs: names, values, media types. */
  detail?: { [name: string]: Json }
  /** A value that shows it. */
  witness?: Json
  /** Whom it concerns; filled where several consumers are judged at once. */
  consumers?: string[]
}

/**
 * Of the engine's rules and wording. A stored comparison is current only while this is: raise it with every change that
 * can change a finding.
 */
export const ruleSetVersion = 3

/** The worst of them decides. */
export function outcomeOf(findings: readonly Finding[]): 'compatible' | 'incompatible' | 'undecided' {
  if (findings.some(({ severity }) => severity === 'error')) return 'incompatible'
  return findings.some(({ severity }) => severity === 'undecided') ? 'undecided' : 'compatible'
}
