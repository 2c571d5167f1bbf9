import { comparedAs, type StoredComparison, type Uncompared } from '../comparison.ts'
import { grouped } from '../grouped.ts'
import type { Pairing, Result } from '../matrix/pairing.ts'
import type { Settling } from '../matrix/settle.ts'
import { droppingFrom, type Excused, type FoundElements } from './dropping.ts'
import { evidenceFrom } from './evidence.ts'
import type { Contract, Place, PlanFacts, Version } from './world.ts'

interface FoundVersion {
  id: number
  applicationId: number
  number: string
  order: number
}

interface FoundResult {
  contractId: number
  versionId: number
  number: number
  success: number
  untested: number
  executedAt: number
}

/** What is known around a version, as storage gives it. */
export interface Found extends FoundElements {
  applications: ReadonlyArray<{
    id: number
    name: string
    owner: string | null
    contact: string | null
    retiredAt: number | null
    isConsumer: number
    isProvider: number
  }>
  live: ReadonlyArray<FoundVersion & { kind: string; instance: string; until: number | null }>
  candidates: readonly FoundVersion[]
  publications: ReadonlyArray<{
    id: number
    versionId: number
    providerId: number
    contractId: number
    sha: string
    messages: number
    revision: number
    createdAt: number
  }>
  results: readonly FoundResult[]
  twins: ReadonlyArray<FoundResult & { twinId: number; twin: string; twinOrder: number; same: 'artifact' | 'source' }>
  newest: ReadonlyArray<FoundResult & { version: string; order: number }>
  verified: ReadonlyArray<{ consumerId: number; providerId: number }>
  offers: ReadonlyArray<{ versionId: number; setId: number; apisProven: number; messagesProven: number }>
  comparisons: ReadonlyArray<StoredComparison & { contractId: number; setId: number }>
}

/** What a plan is made of, out of what was found. */
export function planFacts(
  found: Found,
  settling: Settling & { environment: string; excused: Excused },
  want: (uncompared: Uncompared) => void
): PlanFacts {
  const applications = new Map(found.applications.map(application => [application.id, application]))
  const nameOf = (id: number) => applications.get(id)?.name ?? ''
  const version = ({ id, applicationId, number, order }: FoundVersion): Version => ({
    id,
    application: nameOf(applicationId),
    number,
    order
  })
  const publications = found.publications.filter(({ providerId }) => applications.has(providerId))
  const contracts = grouped(publications, ({ versionId }) => versionId)
  const contractsOf = once((id: number) =>
    (contracts.get(id) ?? []).map(
      ({ contractId, sha, providerId, messages, ...publication }): Contract => ({
        id: contractId,
        sha,
        provider: nameOf(providerId),
        messages: messages === 1,
        publication
      })
    )
  )
  const ownerOf = new Map([...found.live, ...found.candidates].map(({ id, applicationId }) => [id, applicationId]))
  const consumers = grouped(publications, ({ providerId }) => nameOf(providerId))
  const consumersOf = once((provider: string) => [
    ...new Set((consumers.get(provider) ?? []).map(({ versionId }) => nameOf(ownerOf.get(versionId) ?? 0)))
  ])
  const candidates = grouped(
    found.candidates
      .filter(candidate => mayBeTried(candidate, applications.get(candidate.applicationId), contracts))
      .map(version),
    ({ application }) => application
  )
  const offers = new Map(found.offers.map(offer => [offer.versionId, offer]))
  const { pairingOf, offersAnything } = pairings(found, offers)
  return {
    live: found.live
      .filter(({ until }) => until === null || !settling.moment.isAfter(until))
      .map(row => placeOf(row, version(row))),
    contractsOf: ({ id }) => contractsOf(id),
    consumersOf,
    candidatesOf: application => candidates.get(application) ?? [],
    evidence: evidenceFrom({ ...settling, pairingOf, offersAnything, want }),
    drops: droppingFrom(found, id => offers.get(id)?.setId, settling)
  }
}

function placeOf({ kind, instance }: { kind: string; instance: string }, version: Version): Place {
  const { application } = version
  const inSlot = kind === 'deployed' || kind === 'rolling'
  const held = kind === 'reserved' || kind === 'retained' ? { held: kind as 'reserved' | 'retained' } : {}
  return { application, instance: inSlot ? instance : undefined, version, ...(kind === 'rolling' && { rolling: true }), ...held }
}

/** A version without a contract proves nothing where its application publishes. */
function mayBeTried(
  { id }: FoundVersion,
  application: Found['applications'][number] | undefined,
  contracts: ReadonlyMap<number, unknown>
): boolean {
  if (application === undefined || application.retiredAt !== null) return false
  return contracts.has(id) || (application.isConsumer === 0 && application.isProvider === 1)
}

/** The pairing of a contract and a provider version, put together when it is asked for. */
function pairings(found: Found, offers: ReadonlyMap<number, Found['offers'][number]>) {
  const applications = new Map(found.applications.map(application => [application.name, application]))
  const results = new Map(found.results.map(row => [`${row.contractId} ${row.versionId}`, row]))
  const twins = grouped(found.twins, row => `${row.contractId} ${row.versionId} ${row.same}`)
  const newest = new Map(found.newest.map(row => [row.contractId, row]))
  const verified = new Set(found.verified.map(({ consumerId, providerId }) => `${consumerId} ${providerId}`))
  const offering = new Set(
    [...found.live, ...found.candidates].filter(({ id }) => offers.has(id)).map(({ applicationId }) => applicationId)
  )
  // What is left behind only by a step of the plan, nobody knows until when.
  const retainedUntil = new Map(found.live.filter(({ kind }) => kind === 'retained').map(({ id, until }) => [id, until] as const))
  const comparisons = new Map(found.comparisons.map(row => [`${row.contractId} ${row.setId}`, row]))

  function comparedOf(contract: Contract, provider: Version | undefined, isRetained: boolean): Pick<Pairing, 'compared'> {
    const offer = provider && offers.get(provider.id)
    if (offer === undefined) return {}
    return { compared: comparedAs(comparisons.get(`${contract.id} ${offer.setId}`), offer, isRetained) }
  }

  function twinOf(contract: Contract, provider: Version | undefined, same: 'artifact' | 'source'): Result | undefined {
    const [last] = (twins.get(`${contract.id} ${provider?.id} ${same}`) ?? []).toSorted((a, b) => b.number - a.number)
    return last && { ...resultOf(last), by: { version: { id: last.twinId, number: last.twin, order: last.twinOrder }, same } }
  }

  function side(version: { application: string }) {
    const { id, name, owner, contact, retiredAt } = applications.get(version.application) as Found['applications'][number]
    return {
      id,
      name,
      side: 'inferred' as const,
      team: { owner, contact },
      ...(retiredAt !== null && { retired: true as const })
    }
  }

  function pairingOf(consumer: Version, contract: Contract, provider: Version | undefined, isRetained: boolean): Pairing {
    const result = results.get(`${contract.id} ${provider?.id}`)
    const last = result === undefined ? newest.get(contract.id) : undefined
    const [needing, giving] = [side(consumer), side({ application: contract.provider })]
    const sameArtifact = result === undefined ? twinOf(contract, provider, 'artifact') : undefined
    const sameSource = result === undefined ? twinOf(contract, provider, 'source') : undefined
    return {
      consumer: { ...needing, version: consumer },
      provider: {
        ...giving,
        version: provider ?? null,
        ...(isRetained && { held: { kind: 'retained', until: (provider && retainedUntil.get(provider.id)) ?? null } })
      },
      publication: contract.publication,
      contract: { id: contract.id, sha: contract.sha },
      result: result === undefined ? null : resultOf(result),
      newest: last ? { version: { id: last.versionId, number: last.version, order: last.order }, result: resultOf(last) } : null,
      ...(sameArtifact && { sameArtifact }),
      ...(sameSource && { sameSource }),
      ...comparedOf(contract, provider, isRetained),
      everVerified: verified.has(`${needing.id} ${giving.id}`)
    }
  }

  return { pairingOf, offersAnything: (provider: string) => offering.has(applications.get(provider)?.id ?? 0) }
}

const resultOf = ({ number, success, untested, executedAt }: FoundResult): Result => ({
  number,
  success: success === 1,
  untested,
  executedAt
})

function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return key => {
    let value = made.get(key)
    if (value === undefined) made.set(key, (value = make(key)))
    return value
  }
}
