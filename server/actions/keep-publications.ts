import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import { type ContentChange, contentChange, type Predecessor } from '../domain/contracts/content-change.ts'
import type { Version } from '../domain/version.ts'
import type { WebhookEvent } from '../domain/webhooks/webhook.ts'
import { Problem } from '../problem.ts'
import { ensureApplications } from '../storage/applications.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
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

export interface KeptVersion {
  version: Version
  isNew: boolean
  /** The application that publishes is retired. */
  retired: boolean
  contracts: KeptContract[]
}

export type Kept = { refusals: Refusal[] } | KeptVersion

/** Puts a version where it belongs (branch, tags). */
export type Place = (tx: Transaction, version: Version) => Promise<void>

/** What was planned no longer holds: somebody else published meanwhile. */
class Outdated extends Error {}

export interface Around {
  /** Puts the version where it belongs (branch, tags), before the contracts: what counts as changed depends on its tags. */
  place?: Place
  /** For the webhooks that are triggered. */
  context: CallContext
}

export interface ToPublish extends Around {
  publishing: Publishing
}

/** Publishes a version's contracts, all or none, with what happens around it in the same transaction. */
export async function keepPublications(broker: Broker, publishing: Publishing, around: Around): Promise<Kept> {
  const kept = await keepTogether(broker, [{ publishing, ...around }])
  return 'refusals' in kept ? { refusals: kept.refusals.map(({ refusal }) => refusal) } : (kept.versions[0] as KeptVersion)
}

/** The same for versions of several applications: all contracts of all of them, or none. */
export async function keepTogether(
  broker: Broker,
  asked: readonly ToPublish[]
): Promise<{ refusals: Array<{ publishing: Publishing; refusal: Refusal }> } | { versions: KeptVersion[] }> {
  const { db } = broker
  for (let attempt = 0; attempt < attempts; attempt++) {
    const plans: Array<ToKeep & { refusals: Refusal[] }> = []
    for (const each of asked) plans.push({ ...each, ...(await planPublications(broker, each.publishing)), interned: new Map() })
    const refusals = plans.flatMap(({ publishing, refusals }) => refusals.map(refusal => ({ publishing, refusal })))
    if (refusals.length > 0) return { refusals }
    for (const { planned, interned } of plans) {
      for (const plan of planned) {
        const { parts } = plan
        if (parts !== undefined) interned.set(plan, await internParts(db, parts, broker.now()))
      }
    }
    try {
      return { versions: await db.transaction(tx => keepAll(tx, broker, plans)) }
    } catch (error) {
      if (!(error instanceof Outdated)) throw error
    }
  }
  const names = asked.map(({ publishing: { consumer, number } }) => `${consumer} ${number}`)
  throw new Problem('busy', `Others publish ${names.join(', ')} at the same time. Try again.`)
}

interface ToKeep extends ToPublish {
  planned: Planned[]
  interned: Map<Planned, InternedParts>
}

type Applications = Awaited<ReturnType<typeof ensureApplications>>

async function keepAll(tx: Transaction, broker: Broker, plans: readonly ToKeep[]): Promise<KeptVersion[]> {
  const names = plans.flatMap(({ publishing, planned }) => [publishing.consumer, ...planned.map(({ provider }) => provider)])
  const applications = await ensureApplications(tx, names, broker.now())
  const kept = new Map<ToKeep, KeptVersion>()
  // In the order of names, so that two publishers of the same versions wait for each other in the same order.
  for (const plan of plans.toSorted((a, b) => compare(a.publishing.consumer, b.publishing.consumer))) {
    kept.set(plan, await keep(tx, broker, plan, applications))
  }
  return plans.map(plan => kept.get(plan) as KeptVersion)
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

async function keep(
  tx: Transaction,
  broker: Broker,
  { publishing: { consumer, number }, planned, interned, place, context }: ToKeep,
  applications: Applications
): Promise<KeptVersion> {
  const now = broker.now()
  const application = (name: string) => applications.get(name) as Application
  const { isNew, ...version } = await ensureVersion(tx, broker, application(consumer), number)
  const revisions = isNew ? [] : await currentRevisions(tx, version.id)
  await place?.(tx, version)
  const tags = planned.some(({ outcome }) => outcome === 'create') ? await tagNamesOf(tx, version.id) : []

  const providerIds = planned.map(({ provider }) => application(provider).id)
  const allWebhooks = await webhooksOfPairs(tx, version.applicationId, providerIds)

  const contracts: KeptContract[] = []
  for (const plan of planned.toSorted((a, b) => compare(a.provider, b.provider))) {
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
  await scheduleFor(tx, version.id, now)
  const inOrder = planned.map(plan => contracts.find(({ provider }) => provider === plan.provider) as KeptContract)
  return { version, isNew, retired: application(consumer).retiredAt !== null, contracts: inOrder }
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
