import type { Uncompared } from '../domain/comparison.ts'
import type { DeclaredPolicy } from '../domain/declared-policies.ts'
import { anyBySource } from '../domain/equivalence.ts'
import type { Settling } from '../domain/matrix/settle.ts'
import { around } from '../domain/plan/around.ts'
import type { Excused } from '../domain/plan/dropping.ts'
import { type Found, planFacts } from '../domain/plan/facts.ts'
import type { PlanFacts } from '../domain/plan/world.ts'
import type { Queries } from '../storage/database.ts'
import { declaredPoliciesOf } from '../storage/declared-policies.ts'
import {
  type ApplicationRow,
  allIntegrations,
  applicationsIn,
  type CandidateRow,
  liveOf,
  versionsToTry
} from '../storage/plan/around.ts'
import { elementsAmong } from '../storage/plan/elements.ts'
import {
  comparisonsAmong,
  newestResultsOf,
  offersOf,
  publicationsOf,
  resultsAmong,
  twinResultsAmong,
  verifiedIntegrations
} from '../storage/plan/evidence.ts'

/** Applications that a plan may move, and of each the newest versions that it tries beside heads and what runs elsewhere. */
const most = { applications: 100, newest: 5 }

export interface Surroundings {
  facts: PlanFacts
  /** There are applications beyond those that may be moved. */
  cut: boolean
  /** Applications that have newer versions than those that are tried. */
  moreVersions: ReadonlySet<string>
  /** Grows while a plan is made: pairings for which a comparison may say more that nobody has asked for yet. */
  wanted: readonly Uncompared[]
  /** What is known of an application; all of those in `facts`. */
  applicationNamed: (name: string) => ApplicationRow | undefined
  declaredBy: (version: number) => readonly DeclaredPolicy[]
}

/** Everything around a version on its way to an environment that a plan may be made of. A dozen statements, whatever the history. */
export async function surroundingsOf(
  db: Queries,
  version: { id: number; applicationId: number },
  environmentId: number,
  settling: Settling & { environment: string; excused: Excused }
): Promise<Surroundings> {
  const today = settling.moment.startOfDay()
  const { movable, beyond } = around(version.applicationId, await allIntegrations(db), most.applications)
  const applications = await applicationsIn(db, [...movable, ...beyond])
  const live = await liveOf(db, [...movable, ...beyond], environmentId, today)
  const toTry = await versionsToTry(db, movable, environmentId, today, most.newest + 1)
  const { candidates, more } = asManyAsTried(toTry)
  const versions = [...new Set([version.id, ...live.map(({ id }) => id), ...candidates.map(({ id }) => id)])]
  const publications = await publicationsOf(db, versions)
  const contracts = [...new Set(publications.map(({ contractId }) => contractId))]
  const offers = await offersOf(db, versions)
  const comparisons = offers.length === 0 ? [] : await comparisonsAmong(db, versions)
  const found: Found = {
    ...(await elementsAmong(db, { publications, offers, comparisons })),
    applications,
    live,
    candidates,
    publications,
    results: await resultsAmong(db, versions),
    twins: await twinResultsAmong(db, versions, anyBySource(settling.policies)),
    newest: await newestResultsOf(db, contracts),
    verified: await verifiedIntegrations(db, [...movable, ...beyond]),
    offers,
    comparisons
  }
  // What moves is judged by what its repository demands as well; what stays is not.
  const moving = [version.id, ...candidates.map(({ id }) => id).filter(id => live.every(there => there.id !== id))]
  const declared = await declaredPoliciesOf(db, moving)
  const wanted: Uncompared[] = []
  const names = new Map(applications.map(({ id, name }) => [id, name]))
  const moreVersions = new Set([...more].map(id => names.get(id) ?? ''))
  return {
    facts: planFacts(found, { ...settling, declared }, uncompared => wanted.push(uncompared)),
    cut: beyond.length > 0,
    moreVersions,
    wanted,
    applicationNamed: name => applications.find(application => application.name === name),
    declaredBy: version => declared.get(version) ?? []
  }
}

/** One more than is tried was asked for, to know whether there are more. */
function asManyAsTried(rows: readonly CandidateRow[]): { candidates: CandidateRow[]; more: Set<number> } {
  const newer = (row: CandidateRow) => rows.filter(other => other.applicationId === row.applicationId && other.order > row.order)
  const isBeyond = (row: CandidateRow) => row.worth === 3 && newer(row).length >= most.newest
  const beyond = rows.filter(isBeyond)
  return { candidates: rows.filter(row => !isBeyond(row)), more: new Set(beyond.map(({ applicationId }) => applicationId)) }
}
