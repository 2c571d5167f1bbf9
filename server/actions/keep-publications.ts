import type { Broker } from '../broker.ts'
import { type ContentChange, contentChange, type Predecessor } from '../domain/contracts/content-change.ts'
import type { Version } from '../domain/version.ts'
import { Problem } from '../problem.ts'
import { ensureApplications } from '../storage/applications.ts'
import { ensureContract, type InternedParts, internParts } from '../storage/contracts.ts'
import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import { touchIntegration } from '../storage/integrations.ts'
import { addPublication, currentRevisions, latestPublication } from '../storage/publications.ts'
import { tagNamesOf } from '../storage/version-tags.ts'
import { ensureVersion } from './ensure-version.ts'
import { type Planned, type Publishing, planPublications, type Refusal } from './plan-publications.ts'

/** Each attempt loses to another publisher of the same version; more than this is no accident. */
const attempts = 10

export interface KeptContract {
  provider: string
  providerId: number
  consumerId: number
  outcome: Planned['outcome']
  change: ContentChange | undefined
}

export type Kept = { refusals: Refusal[] } | { version: Version; isNew: boolean; contracts: KeptContract[] }

/** What was planned no longer holds: somebody else published meanwhile. */
class Outdated extends Error {}

/**
 * Publishes a version's contracts, all or none. `place` puts the version where it belongs (branch, tags) in the same
 * transaction, before the contracts, since what counts as changed content depends on the version's tags.
 */
export async function keepPublications(
  broker: Broker,
  publishing: Publishing,
  place: (tx: Transaction, version: Version) => Promise<void> = async () => {}
): Promise<Kept> {
  const { db } = broker
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { planned, refusals } = await planPublications(broker, publishing)
    if (refusals.length > 0) return { refusals }
    const interned = new Map<Planned, InternedParts>()
    for (const plan of planned) {
      const { parts } = plan
      if (parts !== undefined) interned.set(plan, await db.transaction(tx => internParts(tx, parts, broker.now())))
    }
    try {
      return await db.transaction(tx => keep(tx, broker, publishing, { planned, interned, place }))
    } catch (error) {
      if (!(error instanceof Outdated)) throw error
    }
  }
  throw new Problem('busy', `Others publish ${publishing.consumer} ${publishing.number} at the same time. Try again.`)
}

interface ToKeep {
  planned: Planned[]
  interned: Map<Planned, InternedParts>
  place: (tx: Transaction, version: Version) => Promise<void>
}

async function keep(tx: Transaction, broker: Broker, { consumer, number }: Publishing, { planned, interned, place }: ToKeep) {
  const now = broker.now()
  const applications = await ensureApplications(tx, [consumer, ...planned.map(({ provider }) => provider)], now)
  const application = (name: string) => applications.get(name) as { id: number; name: string }
  const { isNew, ...version } = await ensureVersion(tx, broker, application(consumer), number)
  const revisions = isNew ? [] : await currentRevisions(tx, version.id)
  await place(tx, version)
  const tags = planned.some(({ outcome }) => outcome === 'create') ? await tagNamesOf(tx, version.id) : []

  const contracts: KeptContract[] = []
  // In the order of names, so that two publishers of one version wait for each other in the same order.
  for (const plan of planned.toSorted((a, b) => (a.provider < b.provider ? -1 : 1))) {
    const pair = { consumerId: version.applicationId, providerId: application(plan.provider).id }
    const current = revisions.find(({ providerId }) => providerId === pair.providerId)
    if (current?.contractId !== plan.current?.contractId || current?.revision !== plan.current?.revision) throw new Outdated()
    const parts = interned.get(plan)
    const contractId =
      parts === undefined ? (plan.contractId as number) : await ensureContract(tx, { ...pair, sha: plan.sha }, parts, now)
    const change = await changeOf(tx, plan, version, consumer, tags)
    if (plan.outcome !== 'unchanged') {
      const revision = (current?.revision ?? 0) + 1
      const id = await addPublication(tx, { ...pair, versionId: version.id, contractId, revision }, now)
      if (id === undefined) throw new Outdated()
      await touchIntegration(tx, pair.consumerId, pair.providerId, now)
    }
    const subject = { consumer: pair.consumerId, provider: pair.providerId, version: version.id, contract: contractId }
    await keepEvent(tx, 'contract_published', subject, now)
    if (change !== undefined) await keepEvent(tx, 'contract_content_changed', subject, now)
    contracts.push({ ...pair, provider: plan.provider, outcome: plan.outcome, change })
  }
  const inOrder = planned.map(plan => contracts.find(({ provider }) => provider === plan.provider) as KeptContract)
  return { version, isNew, contracts: inOrder }
}

async function changeOf(
  tx: Transaction,
  plan: Planned,
  version: Version,
  consumer: string,
  tags: readonly string[]
): Promise<ContentChange | undefined> {
  if (plan.outcome === 'unchanged') return undefined
  if (plan.outcome !== 'create') return { code: 'republished' }
  const pair = { consumer, provider: plan.provider }
  const below = version.order
  const predecessors: Predecessor[] = []
  for (const tag of tags) predecessors.push({ tag, sha: (await latestPublication(tx, pair, { tag, below }))?.sha })
  if (tags.length === 0) predecessors.push({ sha: (await latestPublication(tx, pair, { untagged: true, below }))?.sha })
  return contentChange(plan.sha, predecessors)
}
