import type { Document } from './comparing.ts'
import type { Declared } from './declared-policies.ts'
import type { LiveSetStep } from './live-set.ts'
import type { OverrideStep } from './overrides.ts'

export type EvidenceRule = 'tests' | 'comparison' | 'either' | 'both'

/** One thing that happened to a broker. A history is a list of them, oldest first. */
export type Step =
  | { step: 'application'; name: string; mainBranch?: string }
  | { step: 'environment'; name: string }
  | { step: 'publish'; consumer: string; version: string; contracts: Contract[]; branch?: string }
  | {
      step: 'verify'
      consumer: string
      version: string
      provider: string
      providerVersion: string
      success: boolean
      /** Which interactions the result lists: none (no list), all, or all but the last one. */
      tests?: 'none' | 'all' | 'some'
    }
  /** The document of a provider version, and what its own check of it found: a success, a failure, or none was made. */
  | { step: 'offer'; provider: string; version: string; document: Document; checked?: boolean }
  | ({ step: 'deploy'; version: string } & Slot)
  | ({ step: 'undeploy' } & Slot)
  | { step: 'release'; application: string; version: string; environment: string; until?: number }
  | { step: 'end-support'; application: string; version: string; environment: string }
  | { step: 'retire'; application: string }
  | { step: 'tag'; application: string; version: string; tag: string }
  | { step: 'branch'; application: string; version: string; branch: string }
  | ({ step: 'policy' } & Policy)
  | { step: 'declare'; application: string; version: string; resources: Resource[] }
  | ({ step: 'allow-sharing' } & Sharing)
  | { step: 'declare-policies'; application: string; version: string; rules: Declared[] }
  | LiveSetStep
  | OverrideStep

export type Messages = 'events' | 'commands'

/** Two contracts between the same applications are the same when both numbers are. */
export interface Contract {
  provider: string
  content: number
  interactions?: 1 | 2 | 3
  /** All of them are messages: what the provider sends, or what it is sent. */
  messages?: Messages
}

/** A place for one version; no instance is a slot of its own. */
export interface Slot {
  application: string
  environment: string
  instance?: string
}

export interface Resource {
  path: string
  access: 'owns' | 'reads' | 'writes'
  irreversible?: boolean
}

/** Up to the end of a day; without an environment, in any. */
export interface Sharing {
  path: string
  applications: string[]
  environment?: string
  until: number
}

/** A side left out means any. Days are counted from the first day of a history. */
export interface Policy {
  kind: 'provider-not-deployed' | 'no-content' | 'evidence' | 'equivalence' | 'shared-persistence' | 'after-sunset' | 'window'
  consumer?: string
  provider?: string
  environment?: string
  rule:
    | 'require'
    | 'external'
    | 'stubbed'
    | 'allow-until'
    | 'unknown'
    | 'warn'
    | 'block'
    | EvidenceRule
    | 'artifact-digest'
    | 'source-fingerprint'
    | 'allow'
    | 'refuse'
    | 'strict'
  until?: number
}

/** Can this version be deployed to that environment, asked at the very end of a day? */
export interface Question {
  application: string
  version: string
  environment: string
  ignore?: Array<{ name: string; version?: string }>
  /** The slot it goes to; '' is the slot without an instance. */
  instance?: string
  at: number
}

export interface Reason {
  code: string
  outcome: 'pass' | 'fail' | 'unknown' | 'warn'
  consumer?: string
  consumerVersion?: string
  provider?: string
  providerVersion?: string
  /** The two uses of one store. */
  shared?: string
  /** What is offered, or no longer: its kind and number; and of what is no longer offered, who uses it. */
  element?: string
  users?: string[]
}

export interface Judgement {
  answer: 'yes' | 'no' | 'unknown'
  alone: 'yes' | 'no' | 'unknown'
  reasons: Reason[]
  /** Absent where there is none that is valid, or nothing to override. */
  override?: 'covers' | 'does not cover' | undefined
}

/** The order of reasons means nothing; sorted, two lists of them compare. */
export function sorted(reasons: Reason[]): Reason[] {
  const key = (r: Reason) =>
    JSON.stringify([r.code, r.consumer, r.consumerVersion, r.provider, r.providerVersion, r.shared, r.element])
  return reasons.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
}
