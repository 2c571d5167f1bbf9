import type { PublishProviderContracts } from '../../schemas/provider-contracts.ts'
import type { Broker } from '../broker.ts'
import type { ElementsFound } from '../domain/comparison/elements.ts'
import { similarNameSentence } from '../domain/contracts/publish-notices.ts'
import type { ProviderContract } from '../domain/provider-contract.ts'
import { firstDifference, otherContentSentence, type PublishedDocument } from '../domain/provider-contracts/publish-notices.ts'
import type { DocumentFacts } from '../domain/provider-contracts/read-document.ts'
import type { Version } from '../domain/version.ts'
import { type FieldErrors, invalid, type Notice, Problem } from '../problem.ts'
import { readText } from '../storage/contents.ts'
import { findDocuments } from '../storage/provider-contracts.ts'
import { doubtsAboutDates } from './check-dates.ts'
import { checkProviderContracts, type DocumentOffer, noteAt } from './check-provider-contracts.ts'
import { keepProviderContracts } from './keep-provider-contracts.ts'
import { similarNamesAmong } from './plan-publications.ts'
import { readDocumentAside } from './read-document.ts'

export interface PublishedProviderContracts {
  version: Version
  isNew: boolean
  branch: string | undefined
  tags: string[]
  documents: Array<Omit<PublishedDocument, 'url'>>
  /** What is odd about the dates of elements in them. */
  doubts: string[]
}

/** An offer whose document was read. */
export interface ReadOffer extends DocumentOffer {
  facts: DocumentFacts
  /** What is told of it, when it is read for the first time. */
  warnings: string[]
  /** Where it was published before, by whomever. */
  documentId: number | undefined
  /** Where it was read just now. */
  elements: ElementsFound | undefined
}

/** What a provider's version offers: the version, where it belongs, and all its documents, or nothing. Reference part 7. */
export async function publishProviderContracts(
  broker: Broker,
  provider: string,
  asked: PublishProviderContracts
): Promise<PublishedProviderContracts> {
  const checked = checkProviderContracts(asked)
  if ('errors' in checked) throw explained('invalid-request', checked.errors)
  const offers = await readOffers(broker, checked.offers)
  await refuseSimilarNames(broker, provider)
  const version = { provider, number: asked.pacticipantVersionNumber }
  const kept = await keepProviderContracts(broker, version, {
    asked,
    offers,
    refuse: refusing => refuse(broker, version, refusing)
  })
  const { branch, tags } = asked
  const doubts = await doubtsAboutDates(broker, kept.version.applicationId, kept.version.id)
  return { ...kept, doubts, branch: branch ?? undefined, tags: [...new Set(tags ?? [])] }
}

/** A document that was read before is not read again, whichever version published it. */
async function readOffers({ db }: Broker, offers: readonly DocumentOffer[]): Promise<ReadOffer[]> {
  const known = await findDocuments(
    db,
    offers.map(({ hash }) => Buffer.from(hash, 'hex'))
  )
  const errors: Record<string, string[]> = {}
  const read: ReadOffer[] = []
  for (const offer of offers) {
    const document = known.find(({ hash }) => hash === offer.hash)
    const found = document === undefined ? await readDocumentAside(offer.text) : { facts: document.facts, warnings: [] }
    if ('problems' in found) {
      for (const problem of found.problems) noteAt(errors, offer.place, 'content', `cannot be read: ${problem}`)
      continue
    }
    const { facts, warnings } = found
    read.push({ ...offer, facts, warnings, documentId: document?.id, elements: 'elements' in found ? found.elements : undefined })
  }
  if (Object.keys(errors).length > 0) throw explained('invalid-request', errors)
  return read
}

async function refuseSimilarNames({ db, config }: Broker, provider: string): Promise<void> {
  if (!config.checkForSimilarNames) return
  const sentences = (await similarNamesAmong(db, [provider])).map(({ name, similar }) => similarNameSentence(name, similar))
  if (sentences.length > 0) throw explained('conflict', { provider: sentences })
}

/** Other content for what the version has published already. */
async function refuse(
  { db }: Broker,
  { provider, number }: { provider: string; number: string },
  refusing: ReadonlyArray<{ offer: ReadOffer; current: ProviderContract }>
): Promise<Problem> {
  const errors: Record<string, string[]> = {}
  const details: Notice[] = []
  for (const { offer, current } of refusing) {
    const sentence = otherContentSentence(provider, number, offer.name)
    const list = (errors[offer.place.field] ??= [])
    list.push(offer.place.index === undefined ? sentence : `${sentence} (at index ${offer.place.index})`)
    const before = await readText(db, current.contentId)
    const line = firstDifference(before ?? '', offer.text)
    details.push({ type: 'info', text: `${offer.name} differs from line ${line} on.` })
  }
  return explained('conflict', errors, details)
}

/** The refusal with notices, which clients print where they would swallow another form of it. */
function explained(code: 'invalid-request' | 'conflict', errors: Record<string, string[]>, details: Notice[] = []): Problem {
  const { message } = invalid(errors)
  const texts = Object.entries(errors).flatMap(([field, problems]) =>
    problems.map(problem => (code === 'conflict' ? problem : `${field} ${problem}`))
  )
  const notices = [...texts.map((text): Notice => ({ type: 'error', text })), ...details]
  return new Problem(code, message, { errors: errors as FieldErrors, notices })
}
