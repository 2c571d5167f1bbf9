import type { Notice } from '../../problem.ts'
import { type VersionPlaced, versionNotices } from '../contracts/publish-notices.ts'
import type { SelfVerification } from '../provider-contract.ts'
import type { DocumentFacts, DocumentKind } from './read-document.ts'

export interface PublishedDocument {
  name: string
  facts: DocumentFacts
  /** What is not as its specification has it, and spoils no more than itself. */
  warnings: readonly string[]
  outcome: 'create' | 'unchanged' | 'change'
  /** What the sender took it for. */
  said: string | undefined
  selfVerification: SelfVerification | null
  url: string
}

export interface PublishedDocuments extends VersionPlaced {
  documents: readonly PublishedDocument[]
  /** What is odd about the dates of elements in them. */
  doubts: readonly string[]
}

/** What happened; clients print it. */
export function providerContractNotices(published: PublishedDocuments): Notice[] {
  return [
    ...versionNotices(published),
    ...published.documents.flatMap(document => documentNotices(published, document)),
    ...published.doubts.map((text): Notice => ({ type: 'warning', text: `  ${text}` }))
  ]
}

function documentNotices({ application, number }: PublishedDocuments, document: PublishedDocument): Notice[] {
  const { name, facts, warnings, outcome, said, selfVerification, url } = document
  const what = `Provider contract ${name} of ${application} version ${number} (${describeDocument(facts)})`
  const notices: Notice[] = [outcomeNotice(what, outcome)]
  if (said !== undefined && said !== facts.kind) {
    notices.push({
      type: 'warning',
      text: `  It was sent as ${JSON.stringify(said)}, but its content is ${kindNames[facts.kind]}.`
    })
  }
  notices.push(...warnings.map((text): Notice => ({ type: 'warning', text: `  ${text}` })))
  return [...notices, verificationNotice(selfVerification), { type: 'debug', text: `  View the provider contract at ${url}` }]
}

const kindNames: Record<DocumentKind, string> = { oas: 'OpenAPI', asyncapi: 'AsyncAPI', catalogue: 'a message catalogue' }

/** `OpenAPI 3.1.0, "Orders" 7`. */
export function describeDocument({ kind, specification, title, documentVersion }: DocumentFacts): string {
  const name = specification === '2.0' && kind === 'oas' ? 'Swagger' : kindNames[kind].replace(/^a /, '')
  const called =
    title === null ? [] : [documentVersion === null ? JSON.stringify(title) : `${JSON.stringify(title)} ${documentVersion}`]
  return [`${name} ${specification}`, ...called].join(', ')
}

function outcomeNotice(what: string, outcome: PublishedDocument['outcome']): Notice {
  switch (outcome) {
    case 'create':
      return { type: 'success', text: `${what} published.` }
    case 'unchanged':
      return { type: 'success', text: `${what} published again, unchanged.` }
    case 'change':
      return {
        type: 'warning',
        text: `${what} replaced other content. A version whose content changes makes earlier answers about it untrue: publish new content under a new version.`
      }
  }
}

function verificationNotice(selfVerification: SelfVerification | null): Notice {
  if (selfVerification === null) {
    return {
      type: 'prompt',
      text: '  Next step: check the provider against this document and publish the result with it. A document that nobody checked proves nothing.'
    }
  }
  return selfVerification.success
    ? { type: 'info', text: '  Its self-verification passed.' }
    : { type: 'warning', text: '  Its self-verification failed: it proves nothing about this version.' }
}

/** Why other content is refused. */
export const otherContentSentence = (application: string, number: string, name: string) =>
  `${application} version ${number} has already published the provider contract ${name} with other content. Publish each content under a version of its own, such as the commit.`

/** The first line, from 1, in which two different texts differ. */
export function firstDifference(before: string, after: string): number {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  const index = old.findIndex((line, i) => line !== fresh[i])
  return (index === -1 ? old.length : index) + 1
}
