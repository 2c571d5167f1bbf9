import { sql } from '../sql.ts'
import type { CircumstancePart } from './circumstances.ts'

/** Rollouts in progress in the environment: few, so the domain chooses those of whom the candidate meets. */
export const openRollouts: CircumstancePart = {
  kind: 'rollout',
  select: ({ isCandidate, environment }) => sql`
    select 'rollout' as kind, candidate.id as candidate, application.name as subject, version.number as detail,
      rollout.instance as extra, rollout.lease_until as first, application.id as second
    from live rolling
    join rollouts rollout on rollout.id = rolling.rollout_id
    join versions version on version.id = rolling.version_id
    join applications application on application.id = rolling.application_id
    join versions candidate on candidate.id ${isCandidate}
    where rolling.environment_id = ${environment} and rolling.kind = 'rolling'`,
  add({ rollouts }, { subject, detail, extra, first, second }) {
    rollouts.push({
      application: subject as string,
      version: detail as string,
      instance: extra as string,
      leaseUntil: first as number,
      applicationId: second as number
    })
  }
}
