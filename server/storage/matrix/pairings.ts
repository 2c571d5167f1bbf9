import type { Pairing, Side } from '../../domain/matrix/pairing.ts'
import type { Queries } from '../database.ts'
import { isLive } from '../live.ts'
import { among, empty, fill, join, Slot, type Sql, sql } from '../sql.ts'
import { chosenVersions, type Place, slotsOf } from './destination.ts'
import { equivalentColumns, equivalentResults } from './equivalent-results.ts'
import { counts, isStillHeld } from './held.ts'
import {
  comparedWithOffer,
  heldColumns,
  lastDeployed,
  newestResult,
  type PairingRow,
  pairingColumns,
  pairingsFrom
} from './pairing-row.ts'

/** Which pairings a question is about, in ids. */
export interface Scope {
  /** Specified versions, and applications specified without one. */
  versions: readonly number[]
  anyVersionOf: readonly number[]
  /** All specified applications. */
  applications: readonly number[]
  /** Where the others come from; undefined: only the specified ones meet each other. */
  place: Place | undefined
  /** One selection and no destination: its contracts with every result, and every result it gave. */
  everything: boolean
  /** Also revisions and results that newer ones have replaced. */
  history: boolean
  /** A policy somewhere takes versions made from the same source for the same. */
  bySource: boolean
  /** The newest publications, and results of each, that are looked at where no version is named. */
  limit: number
}

/** Publications to start from, which provider versions they meet, and what else must hold. */
interface Part {
  publications: Sql
  providers: Providers
  consumers?: Side | Sql
  where?: Sql
  /** Which side comes from `held`, a row of `held_versions`. */
  held?: 'consumer' | 'provider'
}

const slot = {
  versions: new Slot('versions'),
  anyVersionOf: new Slot('anyVersionOf'),
  applications: new Slot('applications'),
  limit: new Slot('limit'),
  environment: new Slot('environment'),
  now: new Slot('now')
}

/** Statements by shape; there are few dozen shapes. */
const composed = new Map<string, Sql>()

interface Providers {
  side: Side | Sql
  join: Sql
  /** Which of the specified applications these are. */
  where?: Sql
}

/** Every pairing that the question is about, in one statement. */
export async function pairingsOf(db: Queries, scope: Scope): Promise<Pairing[]> {
  const { versions, anyVersionOf, applications, limit, place } = scope
  const statement = statementFor(scope)
  if (statement === undefined) return []
  return pairingsFrom(
    await db.all<PairingRow>(fill(statement, { versions, anyVersionOf, applications, limit, ...slotsOf(place) }))
  )
}

/** Undefined where a lone selector matched no version. */
function statementFor(scope: Scope): Sql | undefined {
  const { versions, anyVersionOf, applications, place, everything, history, bySource } = scope
  const kind = place?.kind === 'tag' && place.latest ? 'latest tag' : (place?.kind ?? 'nowhere')
  const someNamed = applications.length > anyVersionOf.length
  const shape = [versions.length > 0, anyVersionOf.length > 0, someNamed, kind, everything, history, bySource].join(' ')
  let statement = composed.get(shape)
  if (statement === undefined) {
    const parts = everything ? aloneParts(scope) : meetingParts(scope)
    if (parts.length === 0) return undefined
    const selected = parts.map(part => selectPart(part, scope))
    statement = join(selected, ' union all ')
    composed.set(shape, statement)
  }
  return statement
}

const selectPart = (
  { publications, providers, consumers = 'specified', where = sql`1 = 1`, held }: Part,
  { place, bySource }: Scope
): Sql => sql`
  select ${pairingColumns}, ${equivalentColumns(bySource)}, ${heldColumns(held)}, ${consumers} as "consumerSide", ${providers.side} as "providerSide"
    ${place?.kind === 'environment' ? sql`, ${lastDeployedOf(providers.side, consumers)}` : empty}
  from ${publications}
  join contracts contract on contract.id = publication.contract_id
  join versions consumer_version on consumer_version.id = publication.version_id
  join applications consumer on consumer.id = publication.consumer_id
  join applications provider on provider.id = publication.provider_id
  ${providers.join}
  ${newestResult}
  ${equivalentResults(bySource)}
  ${comparedWithOffer}
  where ${where} and ${providers.where ?? sql`1 = 1`}`

function lastDeployedOf(provider: Side | Sql, consumer: Side | Sql): Sql {
  if (provider === 'inferred') return lastDeployed(sql`publication.provider_id`, slot.environment)
  if (consumer === 'inferred') return lastDeployed(sql`publication.consumer_id`, slot.environment)
  return sql`cast(null as bigint) as "lastDeployedAt"`
}

function meetingParts(scope: Scope): Part[] {
  const { place } = scope
  const parts = publishedBy(scope).flatMap(publications => [
    ...specifiedProviders(scope).map(providers => ({ publications, providers })),
    ...(place === undefined ? [] : [{ publications, providers: inferredProviders(scope, place) }])
  ])
  if (place === undefined) return parts
  const consumers = specifiedProviders(scope).map(providers => inferredConsumers(scope, place, providers))
  return [...parts, ...consumers, ...(place.kind === 'environment' ? [...ownParts(scope, place), ...heldParts(scope)] : [])]
}

/** One selection without destination: its contracts with every result, and the results that it gave. */
function aloneParts(scope: Scope): Part[] {
  const consumed = publishedBy(scope).map(publications => ({ publications, providers: anyProvider(scope) }))
  const where = sql`result.verification_id is not null`
  const verified = sql`p.id in (
    select other.id from ${results(scope)} given join publications other on other.contract_id = given.contract_id
    where given.provider_version_id ${among(slot.versions)} order by other.id desc limit ${slot.limit})`
  const provided: Part[] = []
  if (scope.versions.length > 0) {
    provided.push({ publications: newestOf(scope, verified), providers: namedProviders(scope), where })
  }
  if (scope.anyVersionOf.length > 0) {
    const publications = newestOf(scope, sql`p.provider_id ${among(slot.anyVersionOf)}`)
    provided.push({ publications, providers: anyProvider(scope), where })
  }
  return [...consumed, ...provided]
}

/** What the specified consumers published: their named versions, and the newest of those named without a version. */
function publishedBy(scope: Scope): Sql[] {
  const published: Sql[] = []
  if (scope.versions.length > 0) published.push(newestOf(scope, sql`p.version_id ${among(slot.versions)}`))
  if (scope.anyVersionOf.length > 0) published.push(newestOf(scope, sql`p.consumer_id ${among(slot.anyVersionOf)}`))
  return published
}

/**
 * Where every result counts, only the newest publications, and of each only the newest results, are looked at: `oldest_result`
 * bounds them, in a subselect with a limit so that it is worked out once for a publication. Named versions are never cut off.
 */
function newestOf(scope: Scope, condition: Sql): Sql {
  const current = scope.history ? empty : sql`and p.superseded = 0`
  const named = scope.anyVersionOf.length === 0 && !scope.everything
  if (named) return sql`(select p.* from publications p where ${condition} ${current}) publication`
  return sql`(
    select p.*, (
      select log.id from verifications log where log.contract_id = p.contract_id order by log.id desc limit 1 offset ${slot.limit}
    ) as oldest_result
    from publications p where ${condition} ${current} order by p.id desc limit ${slot.limit}) publication`
}

/** For the join of `anyProvider`: of what is at the destination, every result counts. */
const oldestOfAny = ({ anyVersionOf }: Scope) => (anyVersionOf.length === 0 ? empty : sql`, 0 as oldest_result`)

/** Versions at the destination that published for a specified provider. */
function inferredConsumers(scope: Scope, place: Place, providers: Providers): Part {
  const specified = among(slot.applications)
  return {
    publications: sql`(
      select p.* ${oldestOfAny(scope)}
      from integrations integration
      join ${chosenVersions(place, sql`integration.consumer_id`)}
      join publications p on p.version_id = chosen.version_id and p.provider_id = integration.provider_id and p.superseded = 0
      where integration.provider_id ${specified} and not integration.consumer_id ${specified}) publication`,
    providers,
    consumers: 'inferred'
  }
}

/** A contract of an application with itself: the candidate and what runs there meet in both directions. */
function ownParts(scope: Scope, place: Place): Part[] {
  if (scope.versions.length === 0) return []
  const versions = among(slot.versions)
  const live = sql`live chosen on chosen.version_id = p.version_id and chosen.application_id = p.provider_id
    and ${isLive(sql`chosen`, slot.now)}`
  return [
    {
      publications: sql`(
        select * from publications p where p.version_id ${versions} and p.consumer_id = p.provider_id and p.superseded = 0) publication`,
      providers: { side: 'own', join: inferredProviders(scope, place).join },
      where: sql`chosen.version_id is not null and not chosen.version_id ${versions}`
    },
    {
      publications: sql`(
        select p.* from publications p join ${live}
        where chosen.environment_id = ${slot.environment} and p.provider_id ${among(slot.applications)} and p.superseded = 0
          and not p.version_id ${versions}) publication`,
      providers: namedProviders(scope),
      consumers: 'own'
    }
  ]
}

/** What is held there beside what is live, on either side; of an application with itself, too. */
function heldParts(scope: Scope): Part[] {
  const [versions, specified] = [among(slot.versions), among(slot.applications)]
  const isOwn = scope.versions.length === 0 ? sql`1 = 0` : sql`publication.consumer_id = publication.provider_id`
  const heldBy = (application: Sql) => sql`held_versions held on held.environment_id = ${slot.environment}
    and held.application_id = ${application} and ${isStillHeld(sql`held`, slot.now)} and not held.version_id ${versions}`
  const providers = publishedBy(scope).map(
    (publications): Part => ({
      publications,
      held: 'provider',
      providers: {
        side: sql`case when ${isOwn} then 'own' else 'inferred' end`,
        where: sql`(not publication.provider_id ${specified} or ${isOwn}) and ${counts(sql`held`, sql`contract`)}`,
        join: sql`join ${heldBy(sql`publication.provider_id`)}
        join versions provider_version on provider_version.id = held.version_id
        ${resultOfVersion(scope)}`
      }
    })
  )
  const consumers = specifiedProviders(scope).map(
    (providers): Part => ({
      publications: sql`(
      select p.*, held.kind as held_kind, held.until as held_until ${oldestOfAny(scope)}
      from integrations integration
      join ${heldBy(sql`integration.consumer_id`)} and held.kind = 'reserved'
      join publications p on p.version_id = held.version_id and p.provider_id = integration.provider_id and p.superseded = 0
      where integration.provider_id ${specified}) publication`,
      providers,
      consumers: sql`case when ${isOwn} then 'own' else 'inferred' end`,
      where: sql`(not publication.consumer_id ${specified} or ${isOwn})`,
      held: 'consumer'
    })
  )
  return [...providers, ...consumers]
}

/** An application whose selector matched no version is a provider all the same, without results. */
function specifiedProviders(scope: Scope): Providers[] {
  const { applications, anyVersionOf } = scope
  const any = among(slot.anyVersionOf)
  const named = sql`publication.provider_id ${among(slot.applications)} and not publication.provider_id ${any}`
  return [
    ...(applications.length > anyVersionOf.length ? [{ ...namedProviders(scope), where: named }] : []),
    ...(anyVersionOf.length > 0 ? [{ ...anyProvider(scope), where: sql`publication.provider_id ${any}` }] : [])
  ]
}

const results = ({ history }: Scope) =>
  history
    ? sql`(select id as verification_id, contract_id, provider_version_id, success, untested, executed_at from verifications)`
    : sql`latest_verifications`

const resultOfVersion = (scope: Scope) => sql`left join ${results(scope)} result
  on result.contract_id = publication.contract_id and result.provider_version_id = provider_version.id`

/** The unary plus keeps the planner from walking through all versions of the application. */
const namedProviders = (scope: Scope): Providers => ({
  side: 'specified',
  join: sql`left join versions provider_version
      on provider_version.id ${among(slot.versions)} and +provider_version.application_id = publication.provider_id
    ${resultOfVersion(scope)}`
})

const anyProvider = (scope: Scope): Providers => ({
  side: 'specified',
  join: sql`left join ${results(scope)} result
      on result.contract_id = publication.contract_id and result.verification_id > coalesce(publication.oldest_result, 0)
    left join versions provider_version on provider_version.id = result.provider_version_id`
})

const inferredProviders = (scope: Scope, place: Place): Providers => ({
  side: 'inferred',
  where: sql`not publication.provider_id ${among(slot.applications)}`,
  join: sql`left join ${chosenVersions(place, sql`publication.provider_id`)}
    left join versions provider_version on provider_version.id = chosen.version_id
    ${resultOfVersion(scope)}`
})
