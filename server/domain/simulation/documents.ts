import { type ComparisonLimits, defaultLimits, type Provider, prepareProvider } from '../comparison/compare-contract.ts'
import type { Json } from '../comparison/json.ts'
import { readOffered } from '../comparison/read-offered.ts'
import { limits } from '../provider-contracts/limits.ts'
import { parseDocument } from '../provider-contracts/parse-document.ts'
import { type DocumentKind, readDocument } from '../provider-contracts/read-document.ts'

export interface NamedText {
  name: string
  text: string
}

export interface ReadText {
  name: string
  kind: DocumentKind
  content: Json
}

/** Documents as they were written, read; or by name what is wrong with them. */
export function readTexts(texts: readonly NamedText[]): ReadText[] | { problems: Array<{ name: string; problem: string }> } {
  const read: ReadText[] = []
  const problems: Array<{ name: string; problem: string }> = []
  for (const { name, text } of texts) {
    const facts = readDocument(text)
    const parsed = parseDocument(text, limits)
    if ('problem' in facts) problems.push({ name, problem: facts.problem })
    else if ('problem' in parsed) problems.push({ name, problem: parsed.problem })
    else read.push({ name, kind: facts.kind, content: parsed.value as Json })
  }
  return problems.length > 0 ? { problems } : read
}

/** What is stored was read before; should it be unreadable all the same, it offers nothing. */
export function readStored(texts: readonly NamedText[]): ReadText[] {
  const read = readTexts(texts)
  return 'problems' in read ? [] : read
}

export const providerWith = (documents: readonly ReadText[], comparing: ComparisonLimits = defaultLimits): Provider =>
  prepareProvider(readOffered(documents), comparing)

/** HTTP, or messages: AsyncAPI and catalogues are two ways to say the same. */
const subjectOf = ({ kind }: ReadText) => (kind === 'oas' ? 'http' : 'messages')

/** What would be offered: the new documents, and those of a kind that none of them is of, which stay as they are. */
export function togetherWith(proposed: readonly ReadText[], current: readonly ReadText[]): ReadText[] {
  const told = new Set(proposed.map(subjectOf))
  return [...proposed, ...current.filter(document => !told.has(subjectOf(document)))]
}
