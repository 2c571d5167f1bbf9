import { createHash } from 'node:crypto'
import type { ProviderContractToPublish, PublishProviderContracts } from '../../schemas/provider-contracts.ts'
import { nameProblem, textProblem } from '../domain/names.ts'
import { checkVersionFields, placed } from './check-version-fields.ts'

export const defaultName = 'default'

/** One document of a version that publishes; a version has at most one of each name. */
export interface DocumentOffer {
  name: string
  bytes: Buffer
  text: string
  /** SHA-256 of the bytes, in hex. */
  hash: string
  /** What the sender takes it for. */
  said: string | undefined
  selfVerification: OfferedSelfVerification | undefined
  /** Where it stood in the request, for what is found out later: a field, and the position in it. */
  place: Place
}

export interface OfferedSelfVerification {
  success: boolean
  verifier: string | null
  verifierVersion: string | null
  report: Buffer | undefined
  reportType: string | null
  reportFormat: string | null
}

export interface Place {
  field: 'contract' | 'contracts'
  index: number | undefined
}

type Errors = Record<string, string[]>

/** The problem of a member of a document, as the reference has it: `contract.content`, or under the list with the position. */
export function noteAt(errors: Errors, { field, index }: Place, member: string, problem: string): void {
  const key = index === undefined ? `${field}.${member}` : field
  const list = (errors[key] ??= [])
  list.push(index === undefined ? problem : (placed(`${member} ${problem}`, index) as string))
}

/** What is wrong with a request to publish, by field, or the documents to publish. Its shape was checked before. */
export function checkProviderContracts(asked: PublishProviderContracts): { errors: Errors } | { offers: DocumentOffer[] } {
  const errors: Errors = {}
  const note = (field: string, problem: string | undefined) => {
    if (problem !== undefined) (errors[field] ??= []).push(problem)
  }
  checkVersionFields(asked, note)
  const offers: DocumentOffer[] = []
  for (const [place, document] of documentsIn(asked, note)) {
    const offer = offerOf(document, place, (member, problem) => noteAt(errors, place, member, problem))
    if (offer === undefined) continue
    if (offers.some(({ name }) => name === offer.name))
      noteAt(errors, place, 'name', `${JSON.stringify(offer.name)} is there twice`)
    offers.push(offer)
  }
  return Object.keys(errors).length > 0 ? { errors } : { offers }
}

function documentsIn(
  { contract, contracts }: PublishProviderContracts,
  note: (field: string, problem: string) => void
): Array<[Place, ProviderContractToPublish]> {
  if (contract !== undefined && contracts !== undefined) note('contracts', 'cannot be given together with contract')
  if (contract !== undefined) return [[{ field: 'contract', index: undefined }, contract]]
  if (contracts === undefined) note('contract', 'is missing')
  else if (contracts.length === 0) note('contracts', 'size cannot be less than 1')
  return (contracts ?? []).map((each, index) => [{ field: 'contracts', index }, each])
}

function offerOf(
  { name: given, content, specification, selfVerificationResults }: ProviderContractToPublish,
  place: Place,
  note: (member: string, problem: string) => void
): DocumentOffer | undefined {
  const name = given ?? defaultName
  const nameWrong = nameProblem(name)
  if (nameWrong !== undefined) note('name', nameWrong)
  const selfVerification = selfVerificationResults ? selfVerificationOf(selfVerificationResults, note) : undefined
  const bytes = decoded(content)
  const text = bytes && utf8(bytes)
  if (bytes === undefined) note('content', 'must be valid base64')
  else if (text === undefined) note('content', 'must be valid UTF-8')
  if (bytes === undefined || text === undefined) return undefined
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { name, bytes, text, hash, said: specification ?? undefined, selfVerification, place }
}

function selfVerificationOf(
  results: NonNullable<ProviderContractToPublish['selfVerificationResults']>,
  note: (member: string, problem: string) => void
): OfferedSelfVerification {
  const { success, content, contentType = null, format = null, verifier = null, verifierVersion = null } = results
  for (const [member, text] of Object.entries({ contentType, format, verifier, verifierVersion })) {
    const problem = text === null ? undefined : textProblem(text)
    if (problem !== undefined) note(`selfVerificationResults.${member}`, problem)
  }
  const report = typeof content === 'string' && content !== '' ? decoded(content) : undefined
  if (report === undefined && content) note('selfVerificationResults.content', 'must be valid base64')
  return { success, verifier, verifierVersion, report, reportType: contentType, reportFormat: format }
}

function decoded(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : undefined
}

/** With its byte order mark, if it has one: the text is that of all the bytes. */
function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
