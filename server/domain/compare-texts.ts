import { type ComparisonLimits, compareWhole, type Provider, prepareProvider } from './comparison/compare-contract.ts'
import type { Finding, Severity } from './comparison/findings.ts'
import { isObject, type Json } from './comparison/json.ts'
import { readPact } from './comparison/pacts/read-pact.ts'
import { readOffered } from './comparison/read-offered.ts'
import { sentenceOf } from './comparison/wording.ts'
import type { Comparing, ComparisonOutcome, KeptFinding } from './comparison.ts'
import { elementsUsed } from './elements/used-elements.ts'
import { limits as documentLimits } from './provider-contracts/limits.ts'
import { parseDocument } from './provider-contracts/parse-document.ts'

/** More findings than anybody reads; the counts are of all. */
const mostFindings = 500
/** Characters of a sentence or a place: documents may hold names of any length. */
const longest = 1000

/** Reads the documents that a provider version offers, for any number of contracts. */
export function readProvider(documents: ReadonlyArray<{ name: string; text: string }>): Provider {
  return prepareProvider(
    readOffered(
      documents.map(({ name, text }) => {
        const parsed = parseDocument(text, documentLimits)
        if ('problem' in parsed) throw new Error(`The document ${name} cannot be read: ${parsed.problem}`)
        return { name, content: parsed.value as Json }
      })
    )
  )
}

/** Compares a contract, as it was published, with what a provider offers. */
export function compareTexts(contract: string, provider: Provider, limits: ComparisonLimits): Comparing {
  const content = JSON.parse(contract) as Json
  if (!isObject(content) || (content.interactions === undefined && content.messages === undefined)) return unreadable()
  const pact = readPact(content)
  const needs = { apis: pact.interactions.length > 0, messages: pact.messages.length > 0 }
  const { findings, whileRetained } = compareWhole(pact, provider, limits)
  const found = summed(findings.map(undecidedWithoutDocument))
  const retainedOutcome = outcomeOf(counted(whileRetained.map(undecidedWithoutDocument)))
  return { ...found, retainedOutcome, needs, ...(limits.expired?.() !== true && { used: elementsUsed(pact, provider) }) }
}

/** Where a provider publishes nothing of the kind, nothing is known; that is no reason to say that it offers nothing. */
function undecidedWithoutDocument(finding: Finding): Finding {
  const isAbsent = finding.code === 'request.spec.missing' || finding.code === 'message.spec.missing'
  return isAbsent ? { ...finding, severity: 'undecided' } : finding
}

const unreadable = (): Comparing => ({
  ...summed([{ code: 'contract.unreadable', severity: 'undecided', direction: 'document', contract: '', document: '' }]),
  needs: { apis: false, messages: false }
})

/** What becomes of a comparison that was ended from outside: by its deadline, or since it took too much memory. */
export function endedEarly(sentence: string): Comparing {
  const finding = { code: 'judge.budget', severity: 'undecided', direction: 'document', sentence, contract: '', document: '' }
  return {
    outcome: 'undecided',
    counts: { error: 0, warning: 0, undecided: 1, info: 0 },
    findings: [finding],
    needs: { apis: false, messages: false }
  }
}

const order: readonly Severity[] = ['error', 'undecided', 'warning', 'info']

function counted(findings: readonly Finding[]): Comparing['counts'] {
  const counts = { error: 0, warning: 0, undecided: 0, info: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}

function summed(findings: readonly Finding[]): Omit<Comparing, 'needs'> {
  const counts = counted(findings)
  const worstFirst = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return { outcome: outcomeOf(counts), counts, findings: worstFirst.slice(0, mostFindings).map(kept) }
}

function outcomeOf({ error, warning, undecided }: Comparing['counts']): ComparisonOutcome {
  if (error > 0) return 'fail'
  if (undecided > 0) return 'undecided'
  return warning > 0 ? 'warn' : 'pass'
}

function kept(finding: Finding): KeptFinding {
  const { code, severity, direction, interaction, contract, document, documentName, path, element } = finding
  return {
    code,
    severity,
    direction,
    sentence: shortened(sentenceOf(finding)),
    ...(interaction && { interaction: shortened(interaction.description) }),
    contract: shortened(contract),
    document: shortened(document),
    ...(documentName !== undefined && { documentName }),
    ...(path !== undefined && path !== '' && { path: shortened(path) }),
    ...(element !== undefined && { element: shortened(element) })
  }
}

const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text)
