import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { readCanIDeploy } from '../domain/matrix/read-question.ts'
import { Moment } from '../domain/moment.ts'
import { type OverrideAsked, readOverride } from '../domain/override-rules.ts'
import { keyOf } from '../domain/overrides.ts'
import { isInTheWay, type Reason } from '../domain/reasons.ts'
import { sentenceOf } from '../domain/sentences.ts'
import { invalid, Problem } from '../problem.ts'
import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import { addOverride, findOverride, revokeOverride } from '../storage/overrides.ts'
import type { CallSubject } from '../storage/webhook-facts.ts'
import { type PairWebhook, webhooksOfPairs } from '../storage/webhooks.ts'
import { matrixIn } from './ask-matrix.ts'
import { missing, theEnvironment, theVersion } from './found.ts'
import { scheduleComparisons } from './schedule-comparisons.ts'
import { triggerWebhooks } from './trigger-webhooks.ts'

export interface Overridden extends OverrideAsked {
  application: string
  version: string
  /** Its uuid. */
  environment: string
  instance: string | undefined
}

interface Asker {
  /** Null for nobody in particular. */
  user: string | null
  baseUrl: string
}

/**
 * Keeps that somebody answers for a version that goes to an environment, for the reasons that are in the way now and no others. Gives
 * its uuid.
 */
export async function createOverride(broker: Broker, asked: Overridden, { user, baseUrl }: Asker): Promise<string> {
  const now = broker.now()
  const told = readOverride(asked, { user, now })
  if ('errors' in told) throw invalid(told.errors)
  const { uuid, wanted } = await broker.db.transaction(async tx => {
    const version = await theVersion(tx, asked.application, asked.version)
    const environment = await theEnvironment(tx, asked.environment)
    const { name } = environment
    const question = { pacticipant: asked.application, version: version.number, environment: name }
    const read = readCanIDeploy({ ...question, applicationInstance: asked.instance })
    if (read.question === undefined) throw invalid(read.errors)
    const { verdict, wanted } = await matrixIn({ db: tx, config: broker.config }, read.question, new Moment(now))
    const reasons = (verdict?.reasons ?? []).filter(isInTheWay)
    if (reasons.length === 0) throw nothingToOverride(asked, name)
    const ids = { applicationId: version.applicationId, versionId: version.id, environmentId: environment.id }
    const uuid = randomUUID()
    const covers = reasons.map(reason => ({ key: keyOf(reason), code: reason.code, sentence: sentenceOf(reason) }))
    const { by, until } = told
    const kept = {
      uuid,
      ...ids,
      version: version.number,
      by,
      recordedBy: user ?? 'anonymous',
      reason: asked.reason,
      until,
      covers
    }
    const override = await addOverride(tx, kept, now)
    await keepEvent(tx, 'override_created', { override, ...ids }, now)
    await announce(tx, broker, reasons, {
      ...ids,
      context: { baseUrl, environment: { name, providerVersion: '' }, override: uuid }
    })
    return { uuid, wanted }
  })
  await scheduleComparisons(broker, wanted)
  return uuid
}

const nothingToOverride = ({ application, version }: Overridden, environment: string) =>
  new Problem('conflict', `${application} ${version} can be deployed to ${environment}: there is nothing to override`)

interface Announced {
  applicationId: number
  versionId: number
  context: Parameters<typeof triggerWebhooks>[3]['context']
}

/** Each webhook once: those of the pairings in the way, and those that are about the application whatever it meets. */
async function announce(
  tx: Transaction,
  broker: Broker,
  reasons: readonly Reason[],
  { applicationId, versionId, context }: Announced
): Promise<void> {
  const told = new Set<number>()
  const tell = async (found: readonly PairWebhook[], subject: CallSubject) => {
    const webhooks = found.filter(({ id }) => !told.has(id))
    for (const { id } of webhooks) told.add(id)
    await triggerWebhooks(tx, broker, webhooks, { event: 'override_created', subject, context })
  }
  for (const reason of reasons) {
    if (!('pairing' in reason)) continue
    const { consumer, provider, contract } = reason.pairing
    const subject = { consumerId: consumer.id, providerId: provider.id, versionId: consumer.version.id, contractId: contract.id }
    await tell(await webhooksOfPairs(tx, consumer.id, [provider.id]), { ...subject, verificationId: null })
  }
  const alone = { consumerId: applicationId, providerId: null, versionId, contractId: null, verificationId: null }
  await tell(await webhooksOfPairs(tx, applicationId, [applicationId]), alone)
}

/** What was revoked before stays as it was. */
export function endOverride(
  { db, now }: Broker,
  uuid: string,
  { by, because }: { by: string; because: string | null }
): Promise<void> {
  return db.transaction(async tx => {
    if ((await findOverride(tx, uuid)) === undefined) missing(`No override has the UUID ${uuid}`)
    const override = await revokeOverride(tx, uuid, { by, because }, now())
    if (override !== undefined) await keepEvent(tx, 'override_revoked', { override }, now())
  })
}
