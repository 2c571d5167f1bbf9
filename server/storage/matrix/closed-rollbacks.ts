import { ruleSetVersion } from '../../domain/comparison/findings.ts'
import { join, Slot, type Sql, sql } from '../sql.ts'
import type { CircumstancePart, PartSlots } from './circumstances.ts'

/** Versions that a slot would go back to and that do not fit the candidate, though they fit what it replaces. */
export const closedRollbacks: CircumstancePart = {
  kind: 'closes-rollback',
  select: slots =>
    union(
      meetings(slots).map(
        ({ from, now, before }) => sql`
          select distinct 'closes-rollback' as kind, candidate.id as candidate, application.name as subject, target.number as detail,
            slot.instance as extra, slot.previous_ended_at + ${horizon} as first, cast(null as bigint) as second
          ${from}
          join versions target on target.id = slot.previous_version_id
          join applications application on application.id = slot.application_id
          where candidate.id ${slots.isCandidate} and ${fails(now)} and ${fits(before)}`
      )
    ),
  add({ closedRollbacks }, { subject, detail, extra, first }) {
    const closed = {
      application: subject as string,
      version: detail as string,
      instance: extra as string,
      until: first as number
    }
    // Both as consumer and as provider, it is told once.
    const isKnown = closedRollbacks.some(
      ({ application, instance }) => application === closed.application && instance === closed.instance
    )
    if (!isKnown) closedRollbacks.push(closed)
  }
}

/** What only a comparison could tell of them that nobody has asked for: such versions do not run, and are in no pairing. */
export const uncomparedRollbacks: CircumstancePart = {
  kind: 'uncompared',
  select: slots =>
    union(
      meetings(slots).flatMap(({ from, now, before }) =>
        [now, before].map(
          pair => sql`
            select distinct 'uncompared' as kind, candidate.id as candidate, cast(null as text) as subject, cast(null as text) as detail,
              cast(null as text) as extra, ${pair.contract} as first, ${pair.version} as second
            ${from}
            where candidate.id ${slots.isCandidate} and ${isUncompared(pair)}`
        )
      )
    ),
  add({ uncompared }, { first, second }) {
    uncompared.push({ contractId: first as number, versionId: second as number })
  }
}

/** A contract and a provider version; ids. */
interface Pair {
  contract: Sql
  version: Sql
}

interface Meeting {
  /** `candidate`, `running` that it replaces, and `slot`, which was deployed over not too long ago. */
  from: Sql
  /** How the slot's earlier version meets the candidate, and how it meets what that replaces. */
  now: Pair
  before: Pair
}

const horizon = new Slot('horizon')
const union = (selects: readonly Sql[]): Sql => join(selects, ' union all ')

/** With the candidate as provider, and as consumer. */
function meetings({ environment, now, inSlot }: PartSlots): Meeting[] {
  const running = sql`
    join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
      and running.kind = 'deployed' and running.version_id <> candidate.id ${inSlot}`
  const slotOf = (application: Sql) => sql`
    join live slot on slot.environment_id = ${environment} and slot.application_id = ${application} and slot.kind = 'deployed'
      and slot.previous_version_id is not null and slot.previous_ended_at + ${horizon} >= ${now}`
  const theirs = sql`publication.contract_id`
  return [
    {
      from: sql`
        from versions candidate
        join integrations integration on integration.provider_id = candidate.application_id
          and integration.consumer_id <> candidate.application_id
        ${slotOf(sql`integration.consumer_id`)}
        join publications publication on publication.version_id = slot.previous_version_id
          and publication.provider_id = candidate.application_id and publication.superseded = 0
        ${running}`,
      now: { contract: theirs, version: sql`candidate.id` },
      before: { contract: theirs, version: sql`running.version_id` }
    },
    {
      from: sql`
        from versions candidate
        join publications publication on publication.version_id = candidate.id
          and publication.provider_id <> candidate.application_id and publication.superseded = 0
        ${slotOf(sql`publication.provider_id`)}
        ${running}
        join publications earlier on earlier.version_id = running.version_id and earlier.provider_id = publication.provider_id
          and earlier.superseded = 0`,
      now: { contract: theirs, version: sql`slot.previous_version_id` },
      before: { contract: sql`earlier.contract_id`, version: sql`slot.previous_version_id` }
    }
  ]
}

/** What a test has shown; without any, what a comparison tells. */
const known = (pair: Pair, tested: Sql, compared: Sql): Sql => sql`coalesce((
    select case when ${tested} then 1 else 0 end from latest_verifications result where ${resultOf(pair)}
  ), (
    select case when ${compared} then 1 else 0 end from version_offers offer
    join comparisons comparison on ${comparisonOf(pair)} where offer.version_id = ${pair.version}
  ), 0) = 1`

const fails = (pair: Pair) => known(pair, sql`result.success = 0`, sql`comparison.outcome = 'fail'`)

/** A complete success; or a comparison that passes, with what the provider has shown that it keeps. */
const fits = (pair: Pair) =>
  known(
    pair,
    sql`result.success = 1 and result.untested = 0`,
    sql`comparison.outcome in ('pass', 'warn') and comparison.needs_apis <= offer.apis_proven
      and comparison.needs_messages <= offer.messages_proven`
  )

const isUncompared = (pair: Pair) => sql`not exists (select 1 from latest_verifications result where ${resultOf(pair)})
  and exists (
    select 1 from version_offers offer where offer.version_id = ${pair.version}
      and not exists (select 1 from comparisons comparison where ${comparisonOf(pair)}))`

const resultOf = ({ contract, version }: Pair) =>
  sql`result.contract_id = ${contract} and result.provider_version_id = ${version}`

const comparisonOf = ({ contract }: Pair) => sql`comparison.contract_id = ${contract} and comparison.set_id = offer.set_id
  and comparison.rule_set = ${ruleSetVersion}`
