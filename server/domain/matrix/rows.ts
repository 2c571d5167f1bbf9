import type { Ignored } from './ignored.ts'
import { isIgnored } from './ignored.ts'
import type { Pairing, Result } from './pairing.ts'
import type { LatestBy } from './question.ts'

/** A line of the matrix: a pairing, or a contract with no result by any of the provider versions asked about. */
export interface Row extends Pairing {
  ignored: boolean
}

interface Folding {
  latestBy: LatestBy
  success: Array<boolean | null> | undefined
  ignored: readonly Ignored[]
  /** The destination is an environment, whose live versions are never left out. */
  live: boolean
  limit: number | undefined
}

/**
 * Pairings → rows, as reference 3.10.2 steps 5 to 8, with one deviation on purpose: a live provider version without a
 * result, or with a failed one that `latestby` would fold away, has a row. Example: production runs Bar 10 and Bar 11, Foo 1
 * was verified by Bar 10 only. The Pact Broker shows that one row and says yes; here Bar 11 has a row too, and the answer is unknown.
 */
export function rowsOf(pairings: readonly Pairing[], { latestBy, success, ignored, live, limit }: Folding): Row[] {
  // Before a row can lose the provider version by which it is ignored.
  const judged = pairings.map(pairing => ({
    ...pairing,
    ignored: pairing.waived !== undefined || isIgnored(pairing, ignored)
  }))
  const recorded = withLatest(
    [...byPublication(judged)].flatMap(([, group]) => recordedRows(group)),
    latestBy
  )
  const added = live ? neverLeftOut(judged, recorded).filter(row => !row.ignored) : []
  return [...recorded, ...added]
    .filter(row => success === undefined || success.includes(row.result?.success ?? null))
    .sort(inOrder)
    .slice(0, limit)
}

function byPublication(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.publication.id)
    if (group === undefined) groups.set(row.publication.id, [row])
    else group.push(row)
  }
  return groups
}

/** The rows with a result; failing those one row that says so, without a provider version: ignored where all of them are. */
function recordedRows(group: readonly Row[]): Row[] {
  const asked = group.filter(({ consumer, provider }) => consumer.side !== 'own' && provider.side !== 'own')
  const answered = asked.filter(({ result }) => result !== null)
  const row = asked.find(({ ignored }) => !ignored) ?? asked[0]
  if (answered.length > 0 || row === undefined) return answered
  return [{ ...row, provider: { ...row.provider, version: null } }]
}

function withLatest(rows: readonly Row[], latestBy: LatestBy): Row[] {
  if (latestBy === 'all') return [...rows]
  const latest = new Map<string, Row>()
  for (const row of rows) {
    const key = groupKey(row, latestBy)
    const rival = latest.get(key)
    if (rival === undefined || isLater(row, rival)) latest.set(key, row)
  }
  return [...latest.values()]
}

function groupKey({ consumer, provider }: Pairing, latestBy: LatestBy): string {
  const pair = `${consumer.id} ${provider.id}`
  if (latestBy === 'cp') return pair
  const ofVersion = `${pair} ${consumer.version.id}`
  return latestBy === 'cvp' ? ofVersion : `${ofVersion} ${provider.version?.id ?? ''}`
}

function isLater(row: Pairing, rival: Pairing): boolean {
  const byConsumer = row.consumer.version.order - rival.consumer.version.order
  if (byConsumer !== 0) return byConsumer > 0
  return (row.provider.version?.order ?? -1) > (rival.provider.version?.order ?? -1)
}

/** Live versions that the recorded rows say nothing of, where that could hide a no. */
function neverLeftOut(rows: readonly Row[], recorded: readonly Row[]): Row[] {
  const key = ({ publication, provider }: Pairing) => `${publication.id} ${provider.version?.id}`
  const shown = new Set(recorded.map(key))
  const unproved = new Set(recorded.filter(({ result }) => result === null).map(({ publication }) => publication.id))
  return rows.filter(row => {
    if (row.provider.version === null || row.result?.success === true || shown.has(key(row))) return false
    const hasOwnSide = row.consumer.side === 'own' || row.provider.side === 'own'
    // One row without a result says it for all live versions of the provider.
    return hasOwnSide || (row.provider.side === 'inferred' && !unproved.has(row.publication.id))
  })
}

const newestFirst = (a: number | undefined, b: number | undefined) => (b ?? -1) - (a ?? -1)
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const number = (result: Result | null) => result?.number

function inOrder(a: Row, b: Row): number {
  return (
    Number(a.ignored) - Number(b.ignored) ||
    byText(a.consumer.name, b.consumer.name) ||
    newestFirst(a.consumer.version.order, b.consumer.version.order) ||
    newestFirst(a.publication.revision, b.publication.revision) ||
    byText(a.provider.name, b.provider.name) ||
    newestFirst(a.provider.version?.order, b.provider.version?.order) ||
    newestFirst(number(a.result), number(b.result))
  )
}
