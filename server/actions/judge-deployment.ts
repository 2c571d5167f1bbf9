import type { Broker } from '../broker.ts'
import { anyBySource } from '../domain/equivalence.ts'
import { isNotReserved, settled } from '../domain/matrix/settle.ts'
import { Moment } from '../domain/moment.ts'
import { clearsByItself, outcomeOf, type Reason } from '../domain/reasons.ts'
import { sentenceOf } from '../domain/sentences.ts'
import { judgePairings } from '../domain/verdict.ts'
import type { Notice } from '../problem.ts'
import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import { findEnvironmentWithPolicies } from '../storage/matrix/environment-with-policies.ts'
import { pairingsOf } from '../storage/matrix/pairings.ts'
import { webhooksOfPairs } from '../storage/webhooks.ts'
import type { Deployment } from './record-deployment.ts'
import { triggerWebhooks } from './trigger-webhooks.ts'

type Unproved = Extract<Reason, { pairing: unknown }>

/**
 * Looks at what a version that was just deployed or released meets there, whoever was asked before: what does not fit or is not proved gives a
 * notice, and the event `environment_inconsistent` where it does not clear by itself. What is reserved does not run yet.
 */
export async function judgeDeployment(
  tx: Transaction,
  broker: Broker,
  { version, environment, baseUrl }: Pick<Deployment, 'version' | 'environment'> & { baseUrl: string }
): Promise<Notice[]> {
  const moment = new Moment(broker.now())
  const policies = (await findEnvironmentWithPolicies(tx, environment.name))?.policies ?? []
  const found = await pairingsOf(tx, {
    versions: [version.id],
    anyVersionOf: [],
    applications: [version.applicationId],
    place: { kind: 'environment', id: environment.id, now: moment.startOfDay() },
    everything: false,
    history: false,
    bySource: anyBySource(policies),
    limit: 0
  })
  const pairings = settled(found, { policies, ignored: [], environment: environment.name, moment }).filter(isNotReserved)
  const { reasons } = judgePairings(pairings)
  const unproved = reasons.filter((reason): reason is Unproved => ['fail', 'unknown'].includes(outcomeOf(reason)))
  const lasting = unproved.filter(reason => !clearsByItself(reason))
  if (lasting.length > 0) {
    const ids = { applicationId: version.applicationId, environmentId: environment.id, versionId: version.id }
    await keepEvent(tx, 'environment_inconsistent', ids, broker.now())
    await tell(tx, broker, lasting, { environment: environment.name, baseUrl })
  }
  return unproved.map(reason => ({ type: outcomeOf(reason) === 'fail' ? 'error' : 'warning', text: sentenceOf(reason) }))
}

/** One call for each pairing, to the webhooks of its pair. */
async function tell(
  tx: Transaction,
  broker: Broker,
  unproved: readonly Unproved[],
  { environment, baseUrl }: { environment: string; baseUrl: string }
): Promise<void> {
  const pairings = new Map(unproved.map(({ pairing }) => [`${pairing.publication.id} ${pairing.provider.version?.id}`, pairing]))
  for (const { consumer, provider, contract } of pairings.values()) {
    const webhooks = await webhooksOfPairs(tx, consumer.id, [provider.id])
    const subject = {
      consumerId: consumer.id,
      providerId: provider.id,
      versionId: consumer.version.id,
      contractId: contract.id,
      verificationId: null
    }
    const context = { baseUrl, environment: { name: environment, providerVersion: provider.version?.number ?? '' } }
    await triggerWebhooks(tx, broker, webhooks, { event: 'environment_inconsistent', subject, context })
  }
}
