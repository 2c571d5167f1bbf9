import { type ComparisonLimits, defaultLimits, type Provider, prepareProvider } from '../comparison/compare-contract.ts'
import type { Json } from '../comparison/json.ts'
import { readOffered } from '../comparison/read-offered.ts'
import { limits } from '../provider-contracts/limits.ts'
import { parseDocument } from '../provider-contracts/parse-document.ts'
import { type DocumentKind, kindOf, readDocument } from '../provider-contracts/read-document.ts'

export interface NamedText {
  name: string
  text: string
}

export interface ReadText {
  name: string
  kind: DocumentKind
  content: Json
}

/** Documents as they were written, checked as when they are published; or by name what is wrong with them. */
export function readTexts(texts: readonly NamedText[]): ReadText[] | { problems: Array<{ name: string; problem: string }> } {
  const read: ReadText[] = []
  const problems: Array<{ name: string; problem: string }> = []
  for (const { name, text } of texts) {
    const found = readDocument(text)
    if ('problems' in found) problems.push(...found.problems.map(problem => ({ name, problem })))
    else read.push({ name, kind: found.facts.kind, content: found.content })
  }
  return problems.length > 0 ? { problems } : read
}

/** What is stored was checked by the rules of its time. */
export function readStored(texts: readonly NamedText[]): ReadText[] {
  return texts.map(({ name, text }) => {
    const parsed = parseDocument(text, limits)
    const found = 'problem' in parsed ? parsed : kindOf(parsed.value)
    if ('problem' in parsed || 'problem' in found) throw new Error(`The stored document ${name} cannot be read.`)
    return { name, kind: found.kind, content: parsed.value }
  })
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
