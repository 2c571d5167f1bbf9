import { compareVersions } from '../comparison/changes/compare-versions.ts'
import { type ComparisonLimits, compareContract, defaultLimits, type Provider } from '../comparison/compare-contract.ts'
import type { Finding } from '../comparison/findings.ts'
import type { Json } from '../comparison/json.ts'
import type { Compatibility } from '../comparison/messages/compatibility.ts'
import type { Pact } from '../comparison/pacts/pact.ts'
import { readPact } from '../comparison/pacts/read-pact.ts'
import { messageChanges } from './compare-documents.ts'
import { type NamedText, providerWith, type ReadText, readStored, readTexts, togetherWith } from './documents.ts'

/** What is not stored yet, and all that it is to be judged by. */
export interface ProposedDocuments {
  documents: NamedText[]
  /** The provider's versions that it would follow, oldest first. */
  bases: Array<{ version: string; documents: NamedText[] }>
  /** The contracts of consumers, each with the bases that it meets today, by position. */
  contracts: Array<{ text: string; bases: number[] }>
  /** Of messages, whoever reads them. */
  compatibility: Compatibility
  strict: boolean
}

/**
 * breaks: something that was kept is no longer. at-risk: something may no longer be kept, or could not be decided.
 * already-broken: it does not fit, and did not before. not-compared: the time was over.
 */
export type Outcome = 'breaks' | 'at-risk' | 'already-broken' | 'unaffected' | 'not-compared'

export interface JudgedContract {
  outcome: Outcome
  /** Something could not be decided: the answer is no yes. */
  undecided: boolean
  /** What the proposal brings. Without a base, all that does not fit. */
  findings: Finding[]
  alreadyBroken: Finding[]
}

export interface Simulated {
  contracts: JudgedContract[]
  /** Of the compatibility of messages that was asked for, by base. */
  messages: Array<{ version: string; findings: Finding[] }>
}

export type Unreadable = { problems: Array<{ name: string; problem: string }> }

export function simulate(asked: ProposedDocuments, limits: ComparisonLimits = defaultLimits): Simulated | Unreadable {
  const proposed = readTexts(asked.documents)
  if ('problems' in proposed) return proposed
  const bases = asked.bases.map(({ version, documents }) => ({ version, documents: readStored(documents) }))
  const judge = judgeOf(proposed, bases, limits)
  return {
    contracts: asked.contracts.map(({ text, bases: met }) => judge(text, met)),
    messages: bases.map(({ version, documents }) => ({
      version,
      findings: messageChanges(documents, proposed, { ...asked, limits })
    }))
  }
}

interface Step {
  before: Provider
  after: Provider
}

/** What is learnt of the schemas is kept from contract to contract. */
function judgeOf(proposed: ReadText[], bases: ReadonlyArray<{ documents: ReadText[] }>, limits: ComparisonLimits) {
  const alone = providerWith(proposed, limits)
  const steps = bases.map(({ documents }): Step => {
    const together = togetherWith(proposed, documents)
    const after = together.length === proposed.length ? alone : providerWith(together, limits)
    return { before: providerWith(documents, limits), after }
  })
  return (text: string, met: readonly number[]): JudgedContract => {
    if (limits.expired?.()) return { outcome: 'not-compared', undecided: true, findings: [], alreadyBroken: [] }
    const pact = readPact(JSON.parse(text) as Json)
    const judged = met.flatMap(i => steps[i] ?? []).map(step => judgeStep(pact, step, limits))
    return judged.length > 0 ? merged(judged) : withoutBase(compareContract(pact, alone, limits))
  }
}

function judgeStep(pact: Pact, { before, after }: Step, limits: ComparisonLimits): JudgedContract {
  const { findings, alreadyBroken } = compareVersions([{ consumer: '', pact }], before, after, limits)
  const now = compareContract(pact, after, limits)
  const changes = findings.map(({ consumers: _, ...finding }) => finding)
  const undecided = now.filter(({ severity }) => severity === 'undecided')
  const known = new Set(changes.map(keyOf))
  const unsure = undecided.filter(finding => !known.has(keyOf(finding)))
  // A document of the kind that nobody has is not what is asked about: tests decide.
  const broken = alreadyBroken.flatMap(each => each.findings).filter(({ code }) => !code.endsWith('.spec.missing'))
  return judgedAs([...changes, ...unsure], broken)
}

const keyOf = ({ code, contract, path = '', element = '' }: Finding) => JSON.stringify([code, contract, path, element])

/** Nothing was promised before: what does not fit today, breaks. */
function withoutBase(findings: Finding[]): JudgedContract {
  const told = findings.filter(({ severity, code }) => severity !== 'info' && !code.endsWith('.spec.missing'))
  return judgedAs(told, [])
}

function judgedAs(findings: Finding[], alreadyBroken: Finding[]): JudgedContract {
  const has = (severity: Finding['severity']) => findings.some(finding => finding.severity === severity)
  const rest = alreadyBroken.length > 0 ? 'already-broken' : 'unaffected'
  const outcome = has('error') ? 'breaks' : has('undecided') || has('warning') ? 'at-risk' : rest
  return { outcome, undecided: has('undecided'), findings, alreadyBroken }
}

/** Against several versions of the provider: the same thing once. */
function merged(judged: readonly JudgedContract[]): JudgedContract {
  const once = (lists: Finding[][]) => [...new Map(lists.flat().map(finding => [JSON.stringify(finding), finding])).values()]
  return judgedAs(once(judged.map(({ findings }) => findings)), once(judged.map(({ alreadyBroken }) => alreadyBroken)))
}
