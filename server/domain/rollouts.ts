import type { Pairing } from './matrix/pairing.ts'
import type { Moment } from './moment.ts'
import { shellWord } from './shell-word.ts'

/** A rollout in progress, as the verdict knows it. */
export interface RolloutFact {
  applicationId: number
  application: string
  version: string
  /** Empty for none. */
  instance: string
  /** The last millisecond of its lease; after that it is overdue. */
  leaseUntil: number
}

/** How long a rollout may take where it does not say, in seconds. */
export const usualLease = 3600

/** Of the rollouts in the environment, those of the candidate's application, or of one that it meets, whose lease has ended. */
export function overdueFor(
  candidate: { application: string; id: number | undefined; circumstances: { rollouts: readonly RolloutFact[] } },
  pairings: readonly Pairing[],
  moment: Moment
): RolloutFact[] {
  const { rollouts } = candidate.circumstances
  if (rollouts.length === 0) return []
  const met = new Set(
    pairings
      .filter(({ consumer, provider }) => [consumer.version.id, provider.version?.id].includes(candidate.id))
      .flatMap(({ consumer, provider }) => [consumer.id, provider.id])
  )
  return rollouts.filter(
    ({ application, applicationId, leaseUntil }) =>
      (application === candidate.application || met.has(applicationId)) && moment.isAfter(leaseUntil)
  )
}

/** Marks the pairings with an application of which a version is being rolled out, within its lease: one of its versions is about to go. */
export function markRolling(
  pairings: readonly Pairing[],
  candidates: ReadonlyArray<{ circumstances: { rollouts: readonly RolloutFact[] } }>,
  moment: Moment
): Pairing[] {
  const inTime = candidates
    .flatMap(({ circumstances }) => circumstances.rollouts)
    .filter(({ leaseUntil }) => !moment.isAfter(leaseUntil))
  const rolling = new Set(inTime.map(({ applicationId }) => applicationId))
  const isRolling = ({ id, side }: Pairing['consumer'] | Pairing['provider']) => side === 'inferred' && rolling.has(id)
  return pairings.map(pairing =>
    isRolling(pairing.consumer) || isRolling(pairing.provider) ? { ...pairing, rolling: true } : pairing
  )
}

export const overdueSentence = ({ application, version, instance, leaseUntil }: RolloutFact) =>
  `The rollout of ${application} ${version}${instance === '' ? '' : ` (instance ${instance})`} should have ended at ${when(leaseUntil)}: both versions count until it is finished or aborted.`

/** The two commands of which one ends it. */
export function overdueNext({ application, version, instance }: RolloutFact, environment: string | undefined): string {
  const of = `--pacticipant ${shellWord(application)} --version ${shellWord(version)} --environment ${shellWord(environment ?? '…')}`
  const slot = instance === '' ? of : `${of} --application-instance ${shellWord(instance)}`
  return `soloist rollout finish ${slot}, or: soloist rollout abort ${slot}`
}

const when = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`
