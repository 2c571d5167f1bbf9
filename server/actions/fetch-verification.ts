import type { Publication } from '../domain/publication.ts'
import type { Verification } from '../domain/verification.ts'
import { Problem } from '../problem.ts'
import { readText } from '../storage/contents.ts'
import { findContract } from '../storage/contracts.ts'
import type { Database } from '../storage/database.ts'
import { anyPublicationOf, currentPublications } from '../storage/publications.ts'
import { findVerification, latestVerification } from '../storage/verifications.ts'
import { findVersion } from '../storage/versions.ts'

export interface FoundResult {
  verification: Verification
  publication: Publication
  report: string | undefined
}

interface ContentPath {
  provider: string
  consumer: string
  sha: string
}

export async function findResult(db: Database, content: ContentPath, number: number): Promise<FoundResult | undefined> {
  const contract = await findContract(db, content)
  if (contract === undefined) return undefined
  return complete(db, await findVerification(db, contract.id, number))
}

/** The result posted last for a content. */
export async function latestResult(db: Database, content: { contractId: number }): Promise<FoundResult | undefined> {
  return complete(db, await latestVerification(db, content.contractId))
}

async function complete(db: Database, verification: Verification | undefined): Promise<FoundResult | undefined> {
  if (verification === undefined) return undefined
  const publication = await anyPublicationOf(db, verification.contractId)
  if (publication === undefined) return undefined
  const { reportId } = verification
  return { verification, publication, report: reportId === null ? undefined : await readText(db, reportId) }
}

/** Each pact of a consumer version with its latest result, if it has one. */
export async function summarise(db: Database, { consumer, number }: { consumer: string; number: string }) {
  if ((await findVersion(db, consumer, number)) === undefined) {
    throw new Problem('not-found', `${consumer} has no version ${number}.`)
  }
  const publications = await currentPublications(db, { consumer, number })
  return Promise.all(
    publications.map(async publication => {
      const found = await latestResult(db, publication)
      return { publication, shown: found && { ...found, publication } }
    })
  )
}
