import { joinParts } from '../domain/contracts/content.ts'
import { type ContractDifference, contractDifference } from '../domain/contracts/contract-difference.ts'
import { readTree } from '../domain/contracts/json-tree.ts'
import type { Publication } from '../domain/publication.ts'
import { Problem } from '../problem.ts'
import { findContract, readParts } from '../storage/contracts.ts'
import type { Database } from '../storage/database.ts'
import { findPublication, latestPublication, publicationOfContract } from '../storage/publications.ts'
import { missing } from './found.ts'

interface Pair {
  provider: string
  consumer: string
}

export interface ComparedPacts {
  /** Undefined where nothing was published before. */
  before: Publication | undefined
  after: Publication
  difference: ContractDifference
}

/** Characters of both contents together: comparing holds up every other request of this process. */
const longestCompared = 10_000_000

/** A version's pact with the nearest earlier one of other content. Reference 1.8.6. */
export async function compareWithPrevious(db: Database, pair: Pair, number: string): Promise<ComparedPacts> {
  const after = await thePact(db, pair, number)
  const before = await latestPublication(db, pair, { below: after.versionOrder, otherThan: after.contractId })
  return before === undefined ? { before, after, difference: nothing } : compare(db, before, after)
}

export async function compareVersions(db: Database, pair: Pair, number: string, other: string): Promise<ComparedPacts> {
  return compare(db, await thePact(db, pair, number), await thePact(db, pair, other))
}

export async function compareContents(db: Database, pair: Pair, sha: string, other: string): Promise<ComparedPacts> {
  return compare(db, await theContent(db, pair, sha), await theContent(db, pair, other))
}

const nothing: ContractDifference = { counts: { changed: 0, added: 0, removed: 0, same: 0 }, lines: [], complete: true }

/** From the earlier version to the later one, whichever was named first. */
async function compare(db: Database, one: Publication, other: Publication): Promise<ComparedPacts> {
  const [before, after] = one.versionOrder <= other.versionOrder ? [one, other] : [other, one]
  if (before.contractId === after.contractId) return { before, after, difference: nothing }
  const texts = [joinParts(await readParts(db, before.contractId)), joinParts(await readParts(db, after.contractId))] as const
  if (texts[0].length + texts[1].length > longestCompared) {
    throw new Problem('unprocessable', 'The contents are too large to be compared here; fetch both, and compare them yourself.')
  }
  return { before, after, difference: contractDifference(wholeOf(texts[0]), wholeOf(texts[1])) }
}

const wholeOf = (text: string) => ({ text, root: readTree(text) })

const thePact = async (db: Database, { provider, consumer }: Pair, number: string) =>
  (await findPublication(db, { provider, consumer, number })) ?? missing(`${consumer} ${number} has no pact with ${provider}.`)

async function theContent(db: Database, { provider, consumer }: Pair, sha: string): Promise<Publication> {
  const contract = await findContract(db, { provider, consumer, sha })
  const publication = contract && (await publicationOfContract(db, contract.id))
  return publication ?? missing(`${consumer} has published no pact with the content ${sha} for ${provider}.`)
}
