import { path } from './address.ts'
import type { Links, Notice } from './document.ts'
import { checkAsked } from './door.ts'
import { SoloistError } from './error.ts'
import type { Exchange } from './exchange.ts'
import { readPact } from './pact.ts'
import type { Answer } from './verdict.ts'
import type { ElementWindow } from './windows.ts'

/** What somebody would notice. */
export interface Finding {
  /** What it is; never renamed. */
  code: string
  severity: 'error' | 'warning' | 'undecided' | 'info'
  /** The same in a sentence. */
  text: string
  /** The part of the provider contract concerned: `GET /users/{}#response.200.body/name`. */
  element?: string
  /** Its dates, where it is deprecated. */
  window?: ElementWindow
  /** The interaction concerned, by its description. */
  interaction?: string
  /** JSON Pointers into the pact and into the provider's document. */
  contract?: string
  document?: string
  /** Where in the value; `*` stands for any item. */
  path?: string
  example?: unknown
}

export interface PlacedVersion {
  number: string
  /** Where it is live. */
  environments: string[]
  /** Where it counts though it does not run there: reserved, or its messages retained. */
  held?: string[]
  /** Branches of which it is the head. */
  branches: string[]
}

export interface ConsumerOutcome {
  name: string
  outcome: 'breaks' | 'at-risk' | 'already-broken' | 'unaffected' | 'not-compared'
  versions: PlacedVersion[]
  /** The provider's versions that it meets today. */
  comparedWith: string[]
  findings: Finding[]
  alreadyBroken: Finding[]
}

export interface Simulation {
  answer: Answer
  summary: { breaks: number; atRisk: number; alreadyBroken: number; unaffected: number; notCompared: number }
  complete: boolean
  notices: Notice[]
  comparedWith: Array<{ number: string; environments: string[]; mainBranch: boolean }>
  consumers: ConsumerOutcome[]
  /** What is promised, by dates or to the public, and would be gone; whoever uses it. */
  promises: Array<{ element: string; code: string; outcome: 'fail' | 'warn'; text: string; next?: string; window: ElementWindow }>
  messages: Array<{ comparedWith: string; findings: Finding[] }>
  _links: Links
}

export interface PactSimulation {
  answer: Answer
  notices: Notice[]
  versions: Array<{ number: string; environments: string[]; mainBranch: boolean; answer: Answer; findings: Finding[] }>
  _links: Links
}

export interface DocumentDifference {
  answer: Answer
  complete: boolean
  findings: Finding[]
  /** Element keys. */
  added: string[]
  removed: string[]
  deprecated: Array<{ element: string; deprecatedOn?: string; sunset?: string }>
}

export interface Usage {
  element: string
  /** How long the element is promised; not with `prefix`. */
  window?: ElementWindow
  notices: Notice[]
  consumers: Array<{
    name: string
    versions: Array<
      PlacedVersion & { uses: Array<{ element: string; strength: 'exact' | 'form' | 'type' | 'present' | 'unknown' }> }
    >
  }>
  _links: Links
}

/** What every message must keep, whoever reads it. */
export type Compatibility =
  | 'NONE'
  | 'BACKWARD'
  | 'BACKWARD_TRANSITIVE'
  | 'FORWARD'
  | 'FORWARD_TRANSITIVE'
  | 'FULL'
  | 'FULL_TRANSITIVE'

export interface NamedDocument {
  /** Default `default`. */
  name?: string | undefined
  /** OpenAPI, Swagger, AsyncAPI or a message catalogue as written, in JSON or YAML. */
  content: string | Uint8Array
}

interface MessageRules {
  compatibility?: Compatibility | undefined
  /** Messages may have fields that their schema does not declare. Default false. */
  strict?: boolean | undefined
}

export interface SimulateProviderContracts extends MessageRules {
  provider: string
  documents: readonly NamedDocument[]
  /** Only consumers that are live in these. Default: in any, and heads of main branches. */
  environments?: readonly string[] | undefined
  /** Heads of this branch of the consumers instead of their main branches. */
  branch?: string | undefined
  /** The version of the provider to compare with. Default: what is live, and the head of the main branch. */
  base?: string | undefined
}

export interface SimulatePact {
  /** The pact; it names its consumer and provider. */
  pact: string | object
  /** Only versions of the provider that are live in these. Default: in any, and the head of its main branch. */
  environments?: readonly string[] | undefined
  /** Only this version of the provider. */
  version?: string | undefined
}

export interface DiffDocuments extends MessageRules {
  before: readonly NamedDocument[]
  after: readonly NamedDocument[]
}

export type SimulationMethods = ReturnType<typeof simulationMethods>

/** Questions about what is not stored, and about who relies on what. None of them changes anything. */
export function simulationMethods({ read, ask }: Exchange) {
  return {
    /** Who would break if the provider published these documents now, and where is it live? */
    async simulateProviderContracts(asked: SimulateProviderContracts): Promise<Simulation> {
      checkAsked(asked, ['provider', 'documents'], ['environments', 'branch', 'base', 'compatibility', 'strict'])
      const { provider, documents, ...rest } = asked
      return answered(await ask(path`/provider-contracts/provider/${provider}/simulate`, { ...onTheWire(documents), ...rest }))
    },

    /** What would a pact that is not stored meet? */
    async simulatePact(asked: SimulatePact): Promise<PactSimulation> {
      checkAsked(asked, ['pact'], ['environments', 'version'])
      const { pact, ...rest } = asked
      const { consumer, provider, text } = readPact(pact)
      return answered(
        await ask(path`/pacts/provider/${provider}/consumer/${consumer}/simulate`, { content: base64(text), ...rest })
      )
    },

    /** What do documents no longer keep that others promise, whoever uses it? */
    async diffProviderDocuments(asked: DiffDocuments): Promise<DocumentDifference> {
      checkAsked(asked, ['before', 'after'], ['compatibility', 'strict'])
      const { before, after, ...rest } = asked
      return answered(await ask('/provider-contracts/diff', { before: onTheWire(before), after: onTheWire(after), ...rest }))
    },

    /** Which consumers say that they rely on an element of the provider (or, with `prefix`, on any whose key begins so)? */
    async whoUses(asked: { provider: string; element: string; prefix?: boolean | undefined }): Promise<Usage> {
      checkAsked(asked, ['provider', 'element'], ['prefix'])
      const { provider, element, prefix = false } = asked
      const match = prefix ? '&match=prefix' : ''
      return read(path`/pacticipants/${provider}/usage?element=${element}` + match)
    }
  }
}

function onTheWire(documents: readonly NamedDocument[]) {
  return {
    contracts: documents.map(document => {
      checkAsked(document, ['content'], ['name'])
      return { name: document.name, content: base64(document.content) }
    })
  }
}

const base64 = (content: string | Uint8Array) => Buffer.from(content as Uint8Array).toString('base64')

/** An answer of another kind could pass for a yes. */
function answered<T extends { answer: Answer }>(document: T): T {
  if (['yes', 'no', 'unknown'].includes(document?.answer)) return document
  throw new SoloistError('not-understood', 'The broker gave no answer: is it a Soloist that knows this question?')
}
