import {
  type ComparisonLimits,
  compareOne,
  compareOneMessage,
  defaultLimits,
  type Provider,
  unreadableIn
} from '../compare-contract.ts'
import type { Finding } from '../findings.ts'
import { operationFor } from '../http/compare-interaction.ts'
import type { HttpInteraction, MessageInteraction, Pact } from '../pacts/pact.ts'
import { changedDefaults } from './defaults.ts'
import { changedMessage } from './messages.ts'
import { asChange, regressionsIn } from './regressions.ts'

export interface ConsumerContract {
  /** The name under which its findings are told. */
  consumer: string
  pact: Pact
}

export interface ChangeReport {
  /** What the new version brings; the same thing for several consumers once. */
  findings: Finding[]
  /** What the old version does not keep either, by consumer. */
  alreadyBroken: Array<{ consumer: string; findings: Finding[] }>
  /** What could be decided for neither version: whether it changes is not known. */
  alreadyUndecided: Array<{ consumer: string; findings: Finding[] }>
  /** Consumers for whom, as is proved, nothing changes. */
  unaffected: string[]
}

/** Two versions of a provider's documents, judged by what each consumer really uses of them. */
export function compareVersions(
  contracts: readonly ConsumerContract[],
  before: Provider,
  after: Provider,
  limits: ComparisonLimits = defaultLimits
): ChangeReport {
  const report: ChangeReport = { findings: [], alreadyBroken: [], alreadyUndecided: [], unaffected: [] }
  const merged = new Map<string, Finding>()
  for (const { consumer, pact } of contracts) {
    const parts = [
      ...pact.interactions.map(interaction => changeFor(interaction, before, after, limits)),
      ...pact.messages.map(message => messageChange(message, before, after, limits))
    ]
    const still = parts.flatMap(part => part.still)
    const broken = still.filter(({ severity }) => severity === 'error')
    const undecided = [...unreadableIn(pact), ...still.filter(({ severity }) => severity === 'undecided')]
    if (broken.length > 0) report.alreadyBroken.push({ consumer, findings: broken })
    if (undecided.length > 0) report.alreadyUndecided.push({ consumer, findings: undecided })
    const changes = parts.flatMap(part => part.changes)
    if (changes.length + undecided.length === 0) report.unaffected.push(consumer)
    for (const change of changes) merge(merged, change, consumer)
  }
  report.findings.push(...merged.values())
  return report
}

function merge(merged: Map<string, Finding>, change: Finding, consumer: string): void {
  const { code, severity, element = '', path = '', document } = change
  const key = JSON.stringify([code, severity, element, path, document])
  const known = merged.get(key)
  if (known === undefined) merged.set(key, { ...change, consumers: [consumer] })
  else if (!known.consumers?.includes(consumer)) known.consumers?.push(consumer)
}

interface Change {
  changes: Finding[]
  /** Found before, and found again. */
  still: Finding[]
}

function changeFor(interaction: HttpInteraction, before: Provider, after: Provider, limits: ComparisonLimits): Change {
  const [was, is] = [compareOne(before, interaction, limits), compareOne(after, interaction, limits)]
  const changes = toChanges(was, is)
  const [old, now] = [
    operationFor(before.engine, before.router, interaction),
    operationFor(after.engine, after.router, interaction)
  ]
  if (old !== undefined && now !== undefined) {
    if (old.operation.template !== now.operation.template) changes.push(moved(interaction, old.operation.template, now.operation))
    changes.push(...changedDefaults(interaction, old.operation, now.operation))
  }
  return { changes, still: stillFound(was, is) }
}

function messageChange(message: MessageInteraction, before: Provider, after: Provider, limits: ComparisonLimits): Change {
  const [was, is] = [compareOneMessage(before, message, limits), compareOneMessage(after, message, limits)]
  const changes = toChanges(was.findings, is.findings)
  if (was.offer !== undefined && is.offer !== undefined) {
    changes.push(...changedMessage({ message, before: was.offer, after: is.offer, known: changes, limits }))
  }
  return { changes, still: stillFound(was.findings, is.findings) }
}

function toChanges(was: Finding[], is: Finding[]): Finding[] {
  return regressionsIn(was, is).flatMap(found => {
    const change = asChange(found)
    return change === undefined ? [] : [{ ...found, ...change }]
  })
}

function stillFound(was: Finding[], is: Finding[]): Finding[] {
  const fresh = new Set(regressionsIn(was, is))
  return is.filter(found => !fresh.has(found))
}

/** The path leads to another operation now: a more literal one has come. */
function moved(
  { pointer, description }: HttpInteraction,
  from: string,
  { method, template, pointer: document }: { method: string; template: string; pointer: string }
): Finding {
  return {
    code: 'op.moved',
    severity: 'warning',
    direction: 'request',
    interaction: { pointer, description },
    contract: pointer,
    document,
    element: `${method} ${template}`,
    detail: { from, to: template }
  }
}
