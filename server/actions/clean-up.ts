import type { Broker } from '../broker.ts'
import { idleVersions, usualKeepSelectors, type VersionToJudge } from '../domain/cleaning.ts'
import { rollbackHorizon } from '../domain/rollback.ts'
import { isNeededByNow, versionsToJudge } from '../storage/cleaning.ts'
import { deleteExpired, expiredBranches } from '../storage/expired-branches.ts'
import { claimRun, finishRun } from '../storage/kept-values.ts'
import { membershipsOf, removeMembership } from '../storage/memberships.ts'
import {
  countOverwritten,
  removeOverwrittenResults,
  removeSupersededPublications,
  removeUnpublishedContract,
  removeUnusedDocuments,
  removeUnusedTexts,
  unpublishedContracts
} from '../storage/overwritten.ts'
import { countOldVerdicts, evidenceNamed, removeOldVerdicts } from '../storage/recorded-verdicts.ts'
import { removeOldCalls } from '../storage/triggered-webhooks.ts'
import { removeUnusedSets } from '../storage/version-offers.ts'
import { deleteVersion } from '../storage/versions.ts'
import { expiryAt } from './expire-branches.ts'

const day = 24 * 60 * 60 * 1000
/** Shared content is younger than this while somebody may be about to publish it. */
const settled = day
/** A run that died is given up after this long. */
const lease = 60 * 60 * 1000

export interface Cleaned {
  dryRun: boolean
  /** How many of each left, or would leave. */
  versions: { toDelete: number; toKeep: number }
  branches: number
  publications: number
  results: number
  contracts: number
  verdicts: number
}

export interface CleanOptions {
  dryRun: boolean
  /** The run is skipped where another one began at this moment or later: replicas share a time-table. */
  dueAt: number
}

/**
 * Removes what is old and decides nothing any more. `undefined` where another run is under way. Each step is a transaction of its
 * own, so that nobody waits long; what became live meanwhile stays. Reference 5.4.
 */
export async function cleanUp(broker: Broker, { dryRun, dueAt }: CleanOptions): Promise<Cleaned | undefined> {
  const { db, now } = broker
  const started = now()
  if (!(await db.transaction(tx => claimRun(tx, 'cleaning', { now: started, dueAt, lease })))) return undefined
  try {
    return await run(broker, dryRun, started)
  } finally {
    await db.transaction(tx => finishRun(tx, 'cleaning'))
  }
}

async function run({ db, config }: Broker, dryRun: boolean, now: number): Promise<Cleaned> {
  const selectors = config.cleanKeepVersionSelectors ?? usualKeepSelectors
  const versions = await db.snapshot(queries => versionsToJudge(queries, now))
  const idle = idleVersions(versions, { selectors, now, horizon: rollbackHorizon(config) })
  // What the verdicts on versions that stay name as evidence stays with them, and no more: one of those keeps nothing by its own.
  const named = await evidenceNamed(db, { except: new Set(idle.map(({ id }) => id)) })
  const namedVersions = new Set(named.versions)
  const leaving = idle.filter(({ id }) => !namedVersions.has(id)).slice(0, config.cleanDeletionLimit)
  const staying = versions.length - leaving.length
  const expiry = expiryAt(config, now)
  const expired = expiry === undefined ? [] : await expiredBranches(db, expiry)
  const publicationsBefore = now - config.cleanOverwrittenDataMaxAge * day
  // Work in progress is told by results of so long ago.
  const resultsBefore = now - Math.max(config.cleanOverwrittenDataMaxAge, config.verifiedByOtherBranchDays) * day
  const verdictsBefore = now - config.recordedVerdictDays * day
  if (dryRun) {
    const { publications = 0, results = 0 } = (await countOverwritten(db, publicationsBefore, resultsBefore, named.results)) ?? {}
    const contracts = (await unpublishedContracts(db, now - settled, named.contracts)).length
    const verdicts = await countOldVerdicts(db, verdictsBefore)
    const counted = { versions: { toDelete: leaving.length, toKeep: staying }, branches: expired.length }
    return { dryRun, ...counted, publications, results, contracts, verdicts }
  }
  let deleted = 0
  for (const version of leaving) if (await removed(db, version, now)) deleted++
  const branches = expiry === undefined ? [] : await db.transaction(tx => deleteExpired(tx, expired, expiry))
  const publications = await db.transaction(tx => removeSupersededPublications(tx, publicationsBefore))
  const results = await db.transaction(tx => removeOverwrittenResults(tx, resultsBefore, named.results))
  let contracts = 0
  for (const { id } of await unpublishedContracts(db, now - settled, named.contracts)) {
    contracts += await db.transaction(tx => removeUnpublishedContract(tx, id))
  }
  const verdicts = await db.transaction(tx => removeOldVerdicts(tx, verdictsBefore))
  await db.transaction(tx => removeOldCalls(tx, publicationsBefore))
  await db.transaction(tx => removeUnusedSets(tx, now - settled))
  await db.transaction(tx => removeUnusedDocuments(tx, now - settled))
  await db.transaction(tx => removeUnusedTexts(tx, now - settled))
  return {
    dryRun,
    versions: { toDelete: deleted, toKeep: versions.length - deleted },
    branches: branches.length,
    publications,
    results,
    contracts,
    verdicts
  }
}

const removed = (db: Broker['db'], { id }: VersionToJudge, now: number): Promise<boolean> =>
  db.transaction(async tx => {
    if (await isNeededByNow(tx, id, now)) return false
    for (const membership of await membershipsOf(tx, id)) await removeMembership(tx, membership)
    await deleteVersion(tx, id)
    return true
  })
