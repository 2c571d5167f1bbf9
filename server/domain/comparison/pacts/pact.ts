import type { Json } from '../json.ts'
import type { RuleSet } from './rules.ts'

/** A contract of either of the Pact formats 1 to 4, brought into one form. */
export interface Pact {
  interactions: HttpInteraction[]
  messages: MessageInteraction[]
  /** What could not be read, by pointer. Such an interaction is in neither list, and is never silently fine. */
  problems: Array<{ pointer: string; description: string; detail: string }>
}

export interface InteractionHead {
  /** Where it stands in the contract. */
  pointer: string
  description: string
  /** Names of its provider states. */
  states: string[]
}

export interface HttpInteraction extends InteractionHead {
  request: {
    method: string
    path: string
    query: Map<string, string[]>
    /** By lower-case name. */
    headers: Map<string, string[]>
    body: Body
    rules: RuleSets
  }
  response: {
    status: number
    headers: Map<string, string[]>
    body: Body
    rules: RuleSets
  }
}

export interface MessageInteraction extends InteractionHead {
  /** A synchronous message is answered by any of its responses. */
  kind: 'asynchronous' | 'synchronous'
  contents: MessageContents
  responses: MessageContents[]
  /** `comments.references.AsyncAPI`: the operation and message it is about. */
  reference?: { operationId?: string; messageId?: string }
}

export interface MessageContents {
  body: Body
  metadata: Map<string, Json>
  rules: RuleSets
  pointer: string
}

/**
 * Absent: nothing is expected. Empty: there must be none. Foreign: not JSON, or not readable here; its text is kept where
 * there is one.
 */
export type Body =
  | { kind: 'absent' }
  | { kind: 'empty' }
  | { kind: 'json'; value: Json; mediaType?: string }
  | { kind: 'foreign'; text?: string; mediaType?: string }

export interface RuleSets {
  body: RuleSet
  header: RuleSet
  query: RuleSet
  path: RuleSet
  status: RuleSet
  metadata: RuleSet
}
