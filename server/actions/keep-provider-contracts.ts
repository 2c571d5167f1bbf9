import type { Broker } from '../broker.ts'
import { decidePublication } from '../domain/contracts/decide-publication.ts'
import type { ProviderContract, SelfVerification } from '../domain/provider-contract.ts'
import { Problem } from '../problem.ts'
import { ensureApplications } from '../storage/applications.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import { internBytes } from '../storage/contents.ts'
import type { Transaction } from '../storage/database.ts'
import { keepElements } from '../storage/document-elements.ts'
import { keepEvent } from '../storage/events.ts'
import { addProviderContract, addSelfVerification, ensureDocument, listProviderContracts } from '../storage/provider-contracts.ts'
import { settleOffer } from '../storage/version-offers.ts'
import { announceWindows } from '../storage/windows.ts'
import type { OfferedSelfVerification } from './check-provider-contracts.ts'
import type { VersionFields } from './check-version-fields.ts'
import { ensureVersion } from './ensure-version.ts'
import { placeVersion } from './place-version.ts'
import type { PublishedProviderContracts, ReadOffer } from './publish-provider-contracts.ts'

/** Each attempt loses to another publisher of the same version; more than this is no accident. */
const attempts = 10

type Outcome = PublishedProviderContracts['documents'][number]['outcome']
export interface Keeping {
  asked: VersionFields
  offers: readonly ReadOffer[]
  /** Makes the refusal of other content for what is there. */
  refuse: (refusing: Array<{ offer: ReadOffer; current: ProviderContract }>) => Promise<Problem>
}

/** What was looked at no longer holds: somebody else published meanwhile. */
class Outdated extends Error {}

/** Keeps a version's documents, all or none. Content is written once, in short transactions of its own before. */
export async function keepProviderContracts(
  broker: Broker,
  { provider, number }: { provider: string; number: string },
  { asked, offers, refuse }: Keeping
): Promise<Omit<PublishedProviderContracts, 'branch' | 'tags' | 'doubts'>> {
  const { db } = broker
  for (let attempt = 0; attempt < attempts; attempt++) {
    const currents = await listProviderContracts(db, provider, { number })
    const refusing = offers.flatMap(offer => {
      const current = currents.find(({ name }) => name === offer.name)
      return current !== undefined && decide(broker, offer, current) === 'refuse' ? [{ offer, current }] : []
    })
    if (refusing.length > 0) throw await refuse(refusing)
    // What was known at first may have been cleaned up when a second attempt is made.
    const ids = await intern(broker, offers, attempt === 0)
    try {
      return await db.transaction(tx => keep(tx, broker, { provider, asked, offers, ids }))
    } catch (error) {
      if (!(error instanceof Outdated)) throw error
    }
  }
  throw new Problem('busy', `Others publish ${provider} ${number} at the same time. Try again.`)
}

function decide({ config }: Broker, offer: ReadOffer, current: ProviderContract | undefined): Outcome | 'refuse' {
  const allowModification = config.allowContractModification
  const decision = decidePublication({ published: current?.hash, incoming: offer.hash, merge: false, allowModification })
  return decision === 'merge' ? 'refuse' : decision
}

/** Of each offer: its document, and the report of its check. */
type Ids = Map<ReadOffer, { documentId: number; reportId: number | null }>

async function intern({ db, now }: Broker, offers: readonly ReadOffer[], trustKnown: boolean): Promise<Ids> {
  const ids: Ids = new Map()
  for (const offer of offers) {
    const { documentId: known, bytes, facts, elements, selfVerification } = offer
    const documentId =
      trustKnown && known !== undefined
        ? known
        : await db.transaction(async tx => {
            const contentId = await internBytes(tx, bytes, now())
            const id = await ensureDocument(tx, { ...facts, contentId, size: bytes.length }, now())
            if (elements !== undefined) await keepElements(tx, id, elements)
            return id
          })
    const report = selfVerification?.report
    const reportId = report === undefined ? null : await db.transaction(tx => internBytes(tx, report, now()))
    ids.set(offer, { documentId, reportId })
  }
  return ids
}

interface ToKeep {
  provider: string
  asked: VersionFields
  offers: readonly ReadOffer[]
  ids: Ids
}

async function keep(tx: Transaction, broker: Broker, { provider, asked, offers, ids }: ToKeep) {
  const now = broker.now()
  const application = (await ensureApplications(tx, [provider], now)).get(provider) as { id: number; name: string }
  const { isNew, ...version } = await ensureVersion(tx, broker, application, asked.pacticipantVersionNumber)
  await placeVersion(tx, broker, version, asked)
  const currents = isNew ? [] : await listProviderContracts(tx, provider, { number: version.number })
  const documents = new Map<ReadOffer, PublishedProviderContracts['documents'][number]>()
  // In the order of names, so that two publishers of one version wait for each other in the same order.
  for (const offer of offers.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const current = currents.find(({ name }) => name === offer.name)
    const outcome = decide(broker, offer, current)
    if (outcome === 'refuse') throw new Outdated()
    const { documentId, reportId } = ids.get(offer) as { documentId: number; reportId: number | null }
    const revision = (current?.revision ?? 0) + 1
    const id =
      outcome === 'unchanged'
        ? current?.id
        : await addProviderContract(tx, { versionId: version.id, name: offer.name, documentId, revision }, now)
    if (id === undefined) throw new Outdated()
    const before = outcome === 'unchanged' ? (current?.selfVerification ?? null) : null
    const checked = offer.selfVerification && selfVerificationOf(offer.selfVerification, reportId, now)
    const isNews = checked !== undefined && !sameVerification(checked, before)
    if (isNews) await addSelfVerification(tx, id, checked)
    if (isNews || outcome !== 'unchanged') {
      const subject = { provider: version.applicationId, version: version.id, providerContract: id, document: documentId }
      await keepEvent(tx, 'provider_contract_published', subject, now)
    }
    const { name, facts, warnings, said } = offer
    documents.set(offer, { name, facts, warnings, said, outcome, selfVerification: checked ?? before })
  }
  await settleOffer(tx, version.id, now)
  await announceWindows(tx, { version: version.id }, now)
  await scheduleFor(tx, version.id, now)
  return { version, isNew, documents: offers.flatMap(offer => documents.get(offer) ?? []) }
}

function selfVerificationOf(offered: OfferedSelfVerification, reportId: number | null, now: number): SelfVerification {
  const { success, verifier, verifierVersion, reportType, reportFormat } = offered
  return { success, verifier, verifierVersion, reportId, reportType, reportFormat, createdAt: now }
}

/** Whether a check says what the one before it said: publishing the same again changes nothing. */
function sameVerification(a: SelfVerification, b: SelfVerification | null): boolean {
  const told = ({ success, verifier, verifierVersion, reportId, reportType, reportFormat }: SelfVerification) =>
    JSON.stringify([success, verifier, verifierVersion, reportId, reportType, reportFormat])
  return b !== null && told(a) === told(b)
}
