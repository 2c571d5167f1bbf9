import { type ComparisonLimits, defaultLimits, type Provider } from '../comparison/compare-contract.ts'
import { type Element, elementsOf } from '../comparison/elements.ts'
import type { Finding } from '../comparison/findings.ts'
import { type Compatibility, checkCompatibility } from '../comparison/messages/compatibility.ts'
import { elementOf } from '../comparison/messages/offer.ts'
import { createEngine } from '../comparison/schema/engine.ts'
import { operationChanges, removedOperation } from './compare-operations.ts'
import { type NamedText, providerWith, type ReadText, readTexts } from './documents.ts'
import type { Unreadable } from './simulate.ts'

/** Two versions of a provider's documents; who uses what is not known. */
export interface DocumentPair {
  before: NamedText[]
  after: NamedText[]
  compatibility: Compatibility
  strict: boolean
}

export interface DocumentDifference {
  /** What somebody who uses all that was there would notice. */
  findings: Finding[]
  added: string[]
  removed: string[]
  /** Deprecated now, and not before. */
  deprecated: Element[]
  /** The time was not over. */
  complete: boolean
}

export function compareDocuments(
  asked: DocumentPair,
  limits: ComparisonLimits = defaultLimits
): DocumentDifference | { before: Unreadable } | { after: Unreadable } {
  const [before, after] = [readTexts(asked.before), readTexts(asked.after)]
  if ('problems' in before) return { before }
  if ('problems' in after) return { after }
  const [old, now] = [providerWith(before, limits), providerWith(after, limits)]
  const http = httpChanges(old, now, limits)
  const messages = messageChanges(before, after, { ...asked, limits })
  const [was, is] = [elementsOf(old), elementsOf(now)]
  const removed = missingIn(was, is)
  const findings = [...http, ...messages]
  return {
    findings: [...findings, ...goneFields(removed, findings)],
    added: missingIn(is, was),
    removed,
    deprecated: newlyDeprecated(was, is),
    complete: !limits.expired?.()
  }
}

function httpChanges(old: Provider, now: Provider, limits: ComparisonLimits): Finding[] {
  const { stepsEach: steps, expired } = limits
  const engine = createEngine({ limits: { steps, ...(expired && { expired }) } })
  const operationsOf = ({ apis }: Provider) => apis.flatMap(({ operations }) => operations)
  const byKey = new Map(operationsOf(now).map(operation => [`${operation.method} ${operation.template}`, operation]))
  return operationsOf(old).flatMap(before => {
    const after = byKey.get(`${before.method} ${before.template}`)
    return after === undefined ? [removedOperation(before)] : operationChanges(engine, before, after, limits)
  })
}

interface MessageRules {
  compatibility: Compatibility
  strict: boolean
  limits: ComparisonLimits
}

/** Every message by the level that is asked for, and those that are gone. */
export function messageChanges(
  before: readonly ReadText[],
  after: readonly ReadText[],
  { compatibility: level, strict, limits: { stepsEach: steps, expired } }: MessageRules
): Finding[] {
  if (level === 'NONE') return []
  const limits = { steps, ...(expired && { expired }) }
  const [old, now] = [providerWith(before), providerWith(after)]
  // Documents about HTTP alone say nothing of messages.
  if (now.catalogues.length === 0) return []
  return old.messages.flatMap(offer => {
    const element = elementOf(offer)
    const next = now.messages.find(each => elementOf(each) === element && each.direction === offer.direction)
    if (next === undefined) return [gone(element, offer.pointer)]
    if (offer.payload === undefined || next.payload === undefined) return []
    const found = checkCompatibility({ earlier: [offer.payload], next: next.payload, level, strict, limits })
    return found.map(finding => ({ ...finding, element: `${element}${finding.path ?? ''}` }))
  })
}

const gone = (element: string, document: string): Finding => ({
  code: 'msg.gone',
  severity: 'error',
  direction: 'message',
  contract: '',
  document,
  element
})

function missingIn(those: readonly Element[], others: readonly Element[]): string[] {
  const known = new Set(others.map(({ key }) => key))
  return those.flatMap(({ key }) => (known.has(key) ? [] : [key]))
}

/** Fields of answers that need not have been there: who reads them misses them all the same. */
function goneFields(removed: readonly string[], told: readonly Finding[]): Finding[] {
  const elements = told.flatMap(({ element }) => element ?? [])
  return removed.flatMap((element): Finding[] => {
    const [, path] = /#response\.\w+\.body(\/.*)$/s.exec(element) ?? []
    if (path === undefined || elements.some(known => element.startsWith(known) && !known.endsWith('.body'))) return []
    return [{ code: 'res.field.gone', severity: 'warning', direction: 'response', contract: '', document: '', path, element }]
  })
}

function newlyDeprecated(was: readonly Element[], is: readonly Element[]): Element[] {
  const known = new Set(was.filter(({ deprecated }) => deprecated).map(({ key }) => key))
  return is.filter(({ key, deprecated }) => deprecated && !known.has(key))
}
