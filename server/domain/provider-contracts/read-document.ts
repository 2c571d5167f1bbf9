import { versionOf } from '../comparison/documents/version-of.ts'
import { itemsOf, type Json, type JsonObject } from '../comparison/json.ts'
import { textProblem } from '../names.ts'
import { checkDocument, type DocumentFinding, type Specification } from './check-document.ts'
import { limits as standard } from './limits.ts'
import { type DocumentFormat, isMap, parseDocument } from './parse-document.ts'
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

/** A document that can be compared, and what is told of it all the same; or why it cannot. */
export type ReadDocument = { facts: DocumentFacts; content: JsonObject; warnings: string[] } | { problems: string[] }

/** Reads a document for what it is, by its content alone; whether it fits a contract is another question. */
export function readDocument(text: string, limits = standard): ReadDocument {
  const parsed = parseDocument(text, limits)
  if ('problem' in parsed) return { problems: [parsed.problem] }
  const { format, value: content, lineOf } = parsed
  const found = kindOf(content)
  if ('problem' in found) return { problems: [found.problem] }
  const { kind, specification } = found
  const findings = checkDocument(content, found.metaSchema)
  const told = (severity: DocumentFinding['severity']) =>
    toldOf(
      findings.filter(finding => finding.severity === severity),
      lineOf
    )
  const wrong = told('error')
  const problems = kind === 'catalogue' && wrong.length === 0 ? twice(content.messages) : wrong
  if (problems.length > 0) return { problems }
  const info = isMap(content.info) ? content.info : content
  const facts = { format, kind, specification, title: shown(info.title), documentVersion: shown(info.version) }
  return { facts, content, warnings: told('warning') }
}

/** Findings of one kind that are told; to look up a line takes a walk through the text. */
const mostTold = 30

function toldOf(findings: readonly DocumentFinding[], lineOf: (pointer: string) => number): string[] {
  const told = findings
    .slice(0, mostTold)
    .map(({ pointer, sentence }) => `line ${lineOf(pointer)}, at ${pointer || '/'}: ${sentence}`)
  return findings.length > mostTold ? [...told, `and ${findings.length - mostTold} more like these`] : told
}

type Found = { kind: DocumentKind; specification: string; metaSchema: Specification } | { problem: string }

interface Mark {
  kind: DocumentKind
  known: ReadonlyArray<[version: RegExp, metaSchema: Specification]>
  words: string
  /** One of these must be there, else the document says nothing. */
  members: string[]
}

const marks: Record<string, Mark> = {
  openapi: {
    kind: 'oas',
    known: [
      [/^3\.0(\.|$)/, 'openapi 3.0'],
      [/^3\.1(\.|$)/, 'openapi 3.1']
    ],
    words: '3.0 or 3.1',
    members: ['paths', 'webhooks', 'components']
  },
  swagger: { kind: 'oas', known: [[/^2\.0$/, 'swagger 2']], words: '2.0', members: ['paths'] },
  asyncapi: {
    kind: 'asyncapi',
    known: [
      [/^2\./, 'asyncapi 2'],
      [/^3\./, 'asyncapi 3']
    ],
    words: '2.x or 3.x',
    members: ['channels', 'operations', 'components']
  },
  catalogue: { kind: 'catalogue', known: [[/^1(\.0)?$/, 'catalogue 1']], words: '1', members: ['messages'] }
}

/** What the root says that the document is. */
export function kindOf(value: JsonObject): Found {
  const [name, ...others] = Object.keys(marks).filter(each => value[each] !== undefined)
  if (name === undefined) {
    const known = Object.entries(marks).map(([each, { words }]) => `${each} (${words})`)
    return { problem: `it is no provider contract: its root must have one of ${known.join(', ')}` }
  }
  if (others.length > 0) return { problem: `it says that it is several things: ${[name, ...others].join(' and ')}` }
  const { kind, known, words, members } = marks[name] as Mark
  const specification = versionOf(value, name)
  const [, metaSchema] = known.find(([version]) => version.test(specification)) ?? []
  if (metaSchema === undefined) return { problem: `${name} is ${quoted(value[name])}; it must be ${words}` }
  const isEmpty = members.every(member => value[member] === undefined || value[member] === null)
  if (isEmpty)
    return { problem: `it describes nothing: ${members.join(', ')} ${members.length === 1 ? 'is' : 'are all'} missing` }
  return { kind, specification, metaSchema }
}

/** A name may come again with another version, channel or direction. */
function twice(messages: Json | undefined): string[] {
  const seen = new Set<string>()
  return itemsOf(messages).flatMap((message, index) => {
    const { name, version = 1, channel = '', direction = 'sends' } = message as JsonObject
    const key = JSON.stringify([name, String(version), channel, direction])
    if (seen.has(key)) return [`at /messages/${index}: ${quoted(name)} version ${version} is there twice`]
    seen.add(key)
    return []
  })
}

const longestShown = 255

/** A title or version as one line of text that both engines can keep, or null. */
function shown(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const line = [...String(value).replace(/\s+/g, ' ').trim()].slice(0, longestShown).join('')
  return line === '' || textProblem(line) !== undefined ? null : line
}
