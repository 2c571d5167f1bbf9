import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { afterAttempt } from '../domain/webhooks/after-attempt.ts'
import { type Attempt, executionLog } from '../domain/webhooks/execution-log.ts'
import { anythingDue, claimDue, type DueCall, finishAttempt } from '../storage/webhook-deliveries.ts'
import { findWebhook, type StoredWebhook } from '../storage/webhooks.ts'
import { callWebhook } from './call-webhook.ts'
import { openWebhook } from './open-webhook.ts'
import { webhookParameters } from './webhook-parameters.ts'

/** The shortest time after which a call counts as abandoned by the process that took it. */
const shortestLease = 5_000

export interface ClaimedCall extends DueCall {
  claim: string
}

/** Takes up to `limit` calls that are due, each for this process alone until it must have ended or died. */
export async function claimCalls({ db, config, now }: Broker, limit: number): Promise<ClaimedCall[]> {
  if (!(await anythingDue(db, now()))) return []
  const claim = randomUUID()
  const lease = Math.max(shortestLease, 2 * config.webhookTimeout)
  const calls = await db.transaction(tx => claimDue(tx, { claim, now: now(), lease, limit }))
  return calls.map(call => ({ ...call, claim }))
}

/**
 * Attempts a claimed call and writes down what came of it. A process that dies between the two leaves the call to be
 * attempted again: every event arrives at least once, with the same id each time.
 */
export async function deliverCall(broker: Broker, call: ClaimedCall): Promise<void> {
  const { db, config, now } = broker
  const webhook = await findWebhook(db, call.webhookUuid)
  // Deleted meanwhile, which ended its calls.
  if (webhook === undefined) return
  const attempt = await attemptCall(broker, webhook, call)
  const made = call.attempts + 1
  const schedule = config.webhookRetrySchedule
  const { status, retryIn } = afterAttempt(attempt.success, { made, before: call.replayedAfter }, schedule)
  const ending = attempt.success
    ? 'Done.'
    : retryIn === undefined
      ? `Failed after ${made} ${made === 1 ? 'attempt' : 'attempts'}.`
      : `Retrying in ${retryIn} seconds.`
  const context = { event: call.event, triggeredWebhook: call.uuid, attempt: made, ...call.context }
  const logs = executionLog(context, attempt, { at: now(), ending, showResponse: config.webhookHosts.length > 0 })
  const dueAt = retryIn === undefined ? null : now() + retryIn * 1000
  await db.transaction(tx => finishAttempt(tx, call, { success: attempt.success, logs, status, dueAt }, now()))
}

async function attemptCall(broker: Broker, webhook: StoredWebhook, call: ClaimedCall): Promise<Attempt> {
  const { event, context } = call
  const parameters = await webhookParameters(broker.db, { event, subject: call, context })
  let opened: ReturnType<typeof openSecrets>
  try {
    opened = openSecrets(broker, webhook)
  } catch (error) {
    return { request: undefined, received: undefined, error: (error as Error).message, success: false }
  }
  return callWebhook(broker, { ...opened, parameters, id: call.uuid, attempt: call.attempts + 1 })
}

const openSecrets = (broker: Broker, webhook: StoredWebhook) => ({
  request: openWebhook(broker, webhook).request,
  signingSecret: broker.secrets.open(webhook.signingSecret)
})
