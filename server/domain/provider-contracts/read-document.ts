import { textProblem } from '../names.ts'
import { limits as standard } from './limits.ts'
import { type DocumentFormat, isMap, type ParsedDocument, parseDocument } from './parse-document.ts'
import { quoted } from './place.ts'

/** OpenAPI and Swagger; AsyncAPI; a plain catalogue of messages (docs/provider-contracts.md). */
export const documentKinds = ['oas', 'asyncapi', 'catalogue'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What a document says of itself. */
export interface DocumentFacts {
  format: DocumentFormat
  kind: DocumentKind
  /** The version of its specification: `3.1.0`, `2.0`. */
  specification: string
  title: string | null
  /** The version that its author gave it, which need not be the provider's. */
  documentVersion: string | null
}

/** Reads a document for what it is, by its content alone; whether it fits a contract is another question. */
export function readDocument(text: string, limits = standard): DocumentFacts | { problem: string } {
  const parsed = parseDocument(text, limits)
  return 'problem' in parsed ? parsed : describeParsed(parsed)
}

/** The same of a document that was parsed already. */
export function describeParsed({ format, value }: ParsedDocument): DocumentFacts | { problem: string } {
  const found = kindOf(value)
  if ('problem' in found) return found
  const info = isMap(value.info) ? value.info : value
  return { format, ...found, title: shown(info.title), documentVersion: shown(info.version) }
}

type Found = { kind: DocumentKind; specification: string } | { problem: string }

/** Each mark at the root, the versions that are understood, and the members of which there must be one, else the document says nothing. */
const marks: Record<string, { kind: DocumentKind; known: RegExp; words: string; members: string[] }> = {
  openapi: { kind: 'oas', known: /^3\.[01](\.|$)/, words: '3.0 or 3.1', members: ['paths', 'webhooks', 'components'] },
  swagger: { kind: 'oas', known: /^2\.0$/, words: '2.0', members: ['paths'] },
  asyncapi: { kind: 'asyncapi', known: /^[23]\./, words: '2.x or 3.x', members: ['channels', 'operations', 'components'] },
  catalogue: { kind: 'catalogue', known: /^1(\.0)?$/, words: '1', members: ['messages'] }
}

function kindOf(value: Record<string, unknown>): Found {
  const [name, ...others] = Object.keys(marks).filter(each => value[each] !== undefined)
  if (name === undefined) {
    const known = Object.entries(marks).map(([each, { words }]) => `${each} (${words})`)
    return { problem: `it is no provider contract: its root must have one of ${known.join(', ')}` }
  }
  if (others.length > 0) return { problem: `it says that it is several things: ${[name, ...others].join(' and ')}` }
  const { kind, known, words, members } = marks[name] as (typeof marks)[string]
  const specification = versionText(value[name])
  if (!known.test(specification)) return { problem: `${name} is ${quoted(value[name])}; it must be ${words}` }
  const problem = kind === 'catalogue' ? catalogueProblem(value.messages) : membersProblem(value, members)
  return problem === undefined ? { kind, specification } : { problem }
}

/** YAML makes a number of `2.0` without quotes. */
const versionText = (mark: unknown) => (typeof mark === 'number' && Number.isInteger(mark) ? `${mark}.0` : String(mark))

function membersProblem(value: Record<string, unknown>, members: readonly string[]): string | undefined {
  const there = members.filter(member => value[member] !== undefined && value[member] !== null)
  if (there.length === 0) return `it describes nothing: ${members.join(', ')} ${members.length === 1 ? 'is' : 'are all'} missing`
  const odd = there.find(member => !isMap(value[member]))
  return odd === undefined ? undefined : `${odd} must be a map`
}

/** A catalogue's messages need a name each; a name may come again with another version or direction. */
function catalogueProblem(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return 'messages must be a list'
  const seen = new Set<string>()
  for (const [index, message] of messages.entries()) {
    const problem = messageProblem(message)
    if (problem !== undefined) return `messages[${index}] ${problem}`
    const { name, version = 1, channel = '', direction = 'sends' } = message as Record<string, unknown>
    const key = JSON.stringify([name, String(version), channel, direction])
    if (seen.has(key)) return `messages[${index}] ${quoted(name)} version ${version} is there twice`
    seen.add(key)
  }
  return undefined
}

function messageProblem(message: unknown): string | undefined {
  if (!isMap(message)) return 'must be a map'
  const { name, version, channel, direction } = message
  if (typeof name !== 'string' || name.trim() === '') return 'needs a name'
  if (version !== undefined && typeof version !== 'string' && typeof version !== 'number')
    return 'has a version that is no text or number'
  if (channel !== undefined && typeof channel !== 'string') return 'has a channel that is no text'
  if (direction !== undefined && direction !== 'sends' && direction !== 'receives')
    return 'has a direction that is neither sends nor receives'
  return undefined
}

const longestShown = 255

/** A title or version as one line of text that both engines can keep, or null. */
function shown(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const line = [...String(value).replace(/\s+/g, ' ').trim()].slice(0, longestShown).join('')
  return line === '' || textProblem(line) !== undefined ? null : line
}
