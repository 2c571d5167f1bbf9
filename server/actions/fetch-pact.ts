import { servedText } from '../domain/contracts/served-text.ts'
import { decodeToken, encodeToken } from '../domain/metadata-token.ts'
import { nameProblem } from '../domain/names.ts'
import type { Publication } from '../domain/publication.ts'
import { findContract, readParts } from '../storage/contracts.ts'
import type { Database } from '../storage/database.ts'
import { latestPublication, publicationOfContract, type Which } from '../storage/publications.ts'
import { knownVersions } from '../storage/version-tags.ts'

export interface FetchedPact {
  publication: Publication
  token?: string | undefined
  consumerVersions?: string[]
}

interface Pair {
  provider: string
  consumer: string
}

/** The latest pact, with a token that says how it was selected. */
export async function fetchLatestPact(db: Database, pair: Pair, which: Which): Promise<FetchedPact | undefined> {
  const publication = await latestPublication(db, pair, which)
  if (publication === undefined) return undefined
  const { tag, branch } = which
  const selector = {
    ...(tag !== undefined && { tag }),
    ...(typeof branch === 'string' && { branch }),
    latest: true,
    consumerVersion: publication.version
  }
  return { publication, token: encodeToken({ consumerVersions: [publication.version], selectors: [selector] }) }
}

/** The pact with this content, as published by a version that the token names, if it names one. */
export async function fetchPactBySha(
  db: Database,
  asked: Pair & { sha: string; token?: string }
): Promise<FetchedPact | undefined> {
  const contract = await findContract(db, asked)
  if (contract === undefined) return undefined
  const metadata = decodeToken(asked.token)
  const { consumerVersions, selectors } = metadata
  const selected = selectors.flatMap(({ consumerVersion }) => consumerVersion ?? [])
  // Anybody can make up a token; what is no version's number is not asked for.
  const named = [...new Set([...consumerVersions, ...selected])].filter(number => nameProblem(number) === undefined)
  const publication = await publicationOfContract(db, contract.id, named)
  if (publication === undefined) return undefined
  // A bad token is none: it goes no further than this.
  const says = named.length > 0 || selectors.length > 0 || metadata.pending !== undefined || metadata.wip !== undefined
  const known = named.length === 0 ? [] : await knownVersions(db, asked.consumer, named)
  return { publication, consumerVersions: known, token: says ? encodeToken(metadata) : undefined }
}

/** A publication's contract as clients get it: as it was first published, with the `_id` of each interaction. */
export async function pactText(db: Database, publication: Publication): Promise<string> {
  return servedText(await readParts(db, publication.contractId))
}
