/** A row of the matrix as far as two brokers can be compared by it. */
export interface ComparedRow {
  consumer: string
  version: string
  provider: string
  providerVersion: string | null
  success: boolean | null
}

/** What can-i-deploy says: the summary, and the rows that are not ignored. */
export interface ComparedAnswer {
  deployable: boolean | null
  success: number
  failed: number
  unknown: number
  rows: ComparedRow[]
  /** Codes of reasons, where the broker gives any. */
  codes: string[]
}

export type Comparison = { outcome: 'equal' } | { outcome: 'allowed' | 'differs'; why: string }

/** Reasons by which Soloist lowers an answer although its rows are the same. docs/deviations.md */
const stricter = new Set(['partly-verified'])

/**
 * Compares the answers of source and target. Allowed is what Soloist means to do differently: rows of live versions that
 * the source folds away, an application's contract with itself, and lower answers for incomplete results. A row that the
 * source has and the target lacks is never allowed: something was not copied.
 */
export function compareAnswers(source: ComparedAnswer, target: ComparedAnswer): Comparison {
  const [lacking] = without(source.rows, target.rows)
  if (lacking !== undefined) return { outcome: 'differs', why: `here is no row of ${inWords(lacking)}` }
  const added = without(target.rows, source.rows)
  const [first] = added
  if (first === undefined && sameSummary(source, target)) return { outcome: 'equal' }
  const raised = target.deployable === true && source.deployable !== true
  const passing = added.find(row => row.success === true && row.consumer !== row.provider)
  if (passing !== undefined) return { outcome: 'differs', why: `there is no row of ${inWords(passing)}` }
  if (first !== undefined && !raised) return { outcome: 'allowed', why: `a live version is not left out: ${inWords(first)}` }
  const code = target.codes.find(code => stricter.has(code))
  if (code !== undefined && !raised) return { outcome: 'allowed', why: code }
  return { outcome: 'differs', why: `deployable is ${source.deployable} there and ${target.deployable} here` }
}

const sameSummary = (a: ComparedAnswer, b: ComparedAnswer) =>
  a.deployable === b.deployable && a.success === b.success && a.failed === b.failed && a.unknown === b.unknown

function inWords({ consumer, version, provider, providerVersion, success }: ComparedRow): string {
  const result = success === null ? 'no result' : success ? 'success' : 'failure'
  return `${consumer} ${version} with ${provider}${providerVersion === null ? '' : ` ${providerVersion}`} (${result})`
}

/** Each row taken away once. */
function without(rows: readonly ComparedRow[], taken: readonly ComparedRow[]): ComparedRow[] {
  const counts = new Map<string, number>()
  for (const row of taken) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return rows.filter(row => {
    const left = counts.get(keyOf(row)) ?? 0
    counts.set(keyOf(row), left - 1)
    return left <= 0
  })
}

const keyOf = ({ consumer, version, provider, providerVersion, success }: ComparedRow) =>
  JSON.stringify([consumer, version, provider, providerVersion, success])
