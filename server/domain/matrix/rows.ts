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
  const recorded = withLatest(
    [...byPublication(pairings)].flatMap(([, group]) => recordedRows(group, ignored)),
    latestBy
  )
  const added = live ? neverLeftOut(pairings, recorded).filter(pairing => !isIgnored(pairing, ignored)) : []
  const shown: Recorded[] = [...recorded, ...added]
  return shown
    .filter(row => success === undefined || success.includes(row.result?.success ?? null))
    .map(row => ({ ...row, ignored: row.waived !== undefined || (row.ignored ?? isIgnored(row, ignored)) }))
    .sort(inOrder)
    .slice(0, limit)
}

function byPublication(pairings: readonly Pairing[]): Map<number, Pairing[]> {
  const groups = new Map<number, Pairing[]>()
  for (const pairing of pairings) {
    const group = groups.get(pairing.publication.id)
    if (group === undefined) groups.set(pairing.publication.id, [pairing])
    else group.push(pairing)
  }
  return groups
}

/** Where it differs from what the row itself tells, whether it is ignored. */
type Recorded = Pairing & { ignored?: boolean }

/**
 * The rows with a result; failing those one row that says so, without a provider version. Whether that is ignored was a question of the
 * version: one that is not ignored speaks for all.
 */
function recordedRows(group: readonly Pairing[], ignored: readonly Ignored[]): Recorded[] {
  const asked = group.filter(({ consumer, provider }) => consumer.side !== 'own' && provider.side !== 'own')
  const answered = asked.filter(({ result }) => result !== null)
  if (answered.length > 0) return answered
  const counting = asked.find(pairing => !isIgnored(pairing, ignored))
  const first = counting ?? asked[0]
  if (first === undefined) return []
  return [{ ...first, provider: { ...first.provider, version: null }, ignored: counting === undefined }]
}

function withLatest(rows: readonly Recorded[], latestBy: LatestBy): Recorded[] {
  if (latestBy === 'all') return [...rows]
  const latest = new Map<string, Recorded>()
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
function neverLeftOut(pairings: readonly Pairing[], recorded: readonly Pairing[]): Pairing[] {
  const key = ({ publication, provider }: Pairing) => `${publication.id} ${provider.version?.id}`
  const shown = new Set(recorded.map(key))
  const unproved = new Set(recorded.filter(({ result }) => result === null).map(({ publication }) => publication.id))
  return pairings.filter(pairing => {
    if (pairing.provider.version === null || pairing.result?.success === true || shown.has(key(pairing))) return false
    const hasOwnSide = pairing.consumer.side === 'own' || pairing.provider.side === 'own'
    // One row without a result says it for all live versions of the provider.
    return hasOwnSide || (pairing.provider.side === 'inferred' && !unproved.has(pairing.publication.id))
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
