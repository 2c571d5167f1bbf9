import { type DocumentElements, mayHold, type OfferedElement } from './document-elements.ts'

/** A document's elements, ready to be asked for by key; immutable, as the document is, so that it can be held and shared. */
export interface IndexedElements extends DocumentElements {
  byKey: ReadonlyMap<string, readonly OfferedElement[]>
}

export function indexed({ elements, cut }: DocumentElements): IndexedElements {
  const byKey = new Map<string, OfferedElement[]>()
  for (const element of elements) {
    const known = byKey.get(element.key)
    if (known === undefined) byKey.set(element.key, [element])
    else known.push(element)
  }
  return { elements, cut, byKey }
}

/** Stands for a document of which the elements were not read yet. */
export const unreadElements: IndexedElements = indexed({ elements: [], cut: [''] })

/** What a provider's version promises: the elements of all its documents. */
export class OfferedElements {
  readonly documents: readonly IndexedElements[]

  constructor(documents: readonly IndexedElements[]) {
    this.documents = documents
  }

  /** As each document says; of a message that is sent and received, both. */
  find(key: string): OfferedElement[] {
    return this.documents.flatMap(({ byKey }) => byKey.get(key) ?? [])
  }

  /** Whether the element is there, by all that is known: `unknown` where a document may have more than was found in it. */
  has(key: string): boolean | 'unknown' {
    if (this.documents.some(({ byKey }) => byKey.has(key))) return true
    return this.documents.some(document => mayHold(document, key)) ? 'unknown' : false
  }

  /** Those that are promised to the public. */
  open(): OfferedElement[] {
    return this.documents.flatMap(({ elements }) => elements.filter(({ audience }) => audience === 'public'))
  }

  keys(): string[] {
    return [...new Set(this.documents.flatMap(({ byKey }) => [...byKey.keys()]))]
  }
}
