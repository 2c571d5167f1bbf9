import type { DocumentElements } from '../windows/document-elements.ts'
import { indexed, OfferedElements, unreadElements } from '../windows/offered-elements.ts'
import type { UsedElement } from './used-elements.ts'

/** What is known of the elements that a candidate offers or uses, and of those of the versions that it replaces. */
export interface ElementFacts {
  /** Documents of the candidate, and of the versions that it replaces where they have others. */
  documents: OfferedDocument[]
  users: User[]
  dates: Dates[]
  needs: Need[]
}

export const noElementFacts = (): ElementFacts => ({ documents: [], users: [], dates: [], needs: [] })

export interface OfferedDocument {
  versionId: number
  version: string
  documentId: number
  kind: 'oas' | 'asyncapi' | 'catalogue'
  /** Undefined where its elements were not read yet. */
  elements: DocumentElements | undefined
}

/** A consumer version that counts there, and what it uses of what the replaced version offers. */
export interface User {
  application: string
  version: string
  /** `candidate`: another one of those that are asked about. */
  how: 'live' | 'reserved' | 'retained' | 'candidate'
  /** Up to when a held version counts; null for ever. */
  until: number | null
  replacedId: number
  used: UsedElement[]
}

/** Of a deprecated element: the dates that were announced, those that its team set by command, or those in the documents of a version. */
export interface Dates {
  application: string
  /** Null: they were announced. Empty: by command. */
  version: string | null
  element: string
  /** The first millisecond of that day. */
  deprecatedOn: number | null
  /** The last millisecond of that day. */
  sunset: number | null
}

/** What the candidate, or before it the version that it replaces, uses of a live version of a provider. */
export interface Need {
  provider: string
  version: string
  isBefore: boolean
  /** Undefined where it was not worked out yet. */
  used: UsedElement[] | undefined
}

/** What a version offers, by the kind of its documents: of a kind that it publishes nothing of, nothing is known. */
export class Offer {
  readonly version: string
  readonly #apis: OfferedElements | undefined
  readonly #messages: OfferedElements | undefined

  constructor(documents: ReadonlyArray<Pick<OfferedDocument, 'kind' | 'elements'> & { version?: string }>) {
    this.version = documents[0]?.version ?? ''
    const of = (kinds: ReadonlyArray<OfferedDocument['kind']>) => {
      const found = documents.filter(({ kind }) => kinds.includes(kind))
      if (found.length === 0) return undefined
      return new OfferedElements(found.map(({ elements }) => (elements === undefined ? unreadElements : indexed(elements))))
    }
    this.#apis = of(['oas'])
    this.#messages = of(['asyncapi', 'catalogue'])
  }

  /** Undefined where the version publishes nothing of the kind. */
  about(isHttp: boolean): OfferedElements | undefined {
    return isHttp ? this.#apis : this.#messages
  }
}
