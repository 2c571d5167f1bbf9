import type { Broker } from '../broker.ts'
import { type ContentChange, contentChange, type Predecessor } from '../domain/contracts/content-change.ts'
import type { Version } from '../domain/version.ts'
import type { WebhookEvent } from '../domain/webhooks/webhook.ts'
import { Problem } from '../problem.ts'
import { ensureApplications } from '../storage/applications.ts'
import { ensureContract, type InternedParts, internParts } from '../storage/contracts.ts'
import type { Transaction } from '../storage/database.ts'
import { touchIntegration } from '../storage/integrations.ts'
import { addPublication, currentRevisions, latestPublication } from '../storage/publications.ts'
import type { CallContext } from '../storage/triggered-webhooks.ts'
import { tagNamesOf } from '../storage/version-tags.ts'
import { webhooksOfPairs } from '../storage/webhooks.ts'
import { announcePublication } from './announce-publication.ts'
import { ensureVersion } from './ensure-version.ts'
import { type Planned, type Publishing, planPublications, type Refusal } from './plan-publications.ts'
import type { Triggered } from './trigger-webhooks.ts'

/** Each attempt loses to another publisher of the same version; more than this is no accident. */
const attempts = 10

export interface KeptContract {
  provider: string
  providerId: number
  consumerId: number
  outcome: Planned['outcome']
  change: ContentChange | undefined
  /** What happened, in order, and the calls that are to be made of it. */
  events: WebhookEvent[]
  triggered: Triggered[]
  /** Whether any webhook, enabled or not, concerns the pair. */
  hasWebhooks: boolean
}

export type Kept = { refusals: Refusal[] } | { version: Version; isNew: boolean; contracts: KeptContract[] }

/** What was planned no longer holds: somebody else published meanwhile. */
class Outdated extends Error {}

export interface Around {
  /** Puts the version where it belongs (branch, tags), before the contracts: what counts as changed depends on its tags. */
  place?: (tx: Transaction, version: Version) => Promise<void>
  /** For the webhooks that are triggered. */
  context: CallContext
}

/** Publishes a version's contracts, all or none, with what happens around it in the same transaction. */
export async function keepPublications(broker: Broker, publishing: Publishing, around: Around): Promise<Kept> {
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
      return await db.transaction(tx => keep(tx, broker, publishing, { planned, interned, ...around }))
    } catch (error) {
      if (!(error instanceof Outdated)) throw error
    }
  }
  throw new Problem('busy', `Others publish ${publishing.consumer} ${publishing.number} at the same time. Try again.`)
}

interface ToKeep extends Around {
  planned: Planned[]
  interned: Map<Planned, InternedParts>
}

async function keep(tx: Transaction, broker: Broker, { consumer, number }: Publishing, toKeep: ToKeep) {
  const { planned, interned, place, context } = toKeep
  const now = broker.now()
  const applications = await ensureApplications(tx, [consumer, ...planned.map(({ provider }) => provider)], now)
  const application = (name: string) => applications.get(name) as { id: number; name: string }
  const { isNew, ...version } = await ensureVersion(tx, broker, application(consumer), number)
  const revisions = isNew ? [] : await currentRevisions(tx, version.id)
  await place?.(tx, version)
  const tags = planned.some(({ outcome }) => outcome === 'create') ? await tagNamesOf(tx, version.id) : []

  const providerIds = planned.map(({ provider }) => application(provider).id)
  const allWebhooks = await webhooksOfPairs(tx, version.applicationId, providerIds)

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
    const webhooks = allWebhooks.filter(({ providerId }) => providerId === pair.providerId)
    const news = { ...pair, versionId: version.id, contractId, changed: change !== undefined, context, webhooks }
    const told = await announcePublication(tx, broker, news)
    contracts.push({ ...pair, provider: plan.provider, outcome: plan.outcome, change, ...told, hasWebhooks: webhooks.length > 0 })
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
