import { joinParts } from '../domain/contracts/content.ts'
import { readManyParts } from '../storage/contracts.ts'
import type { Queries } from '../storage/database.ts'

/** Characters of all contracts of one question together, which are held in memory at once. */
const mostCharacters = 64_000_000

/** The texts of contracts by their ids, in that order until they are too long together; those that were removed are left out. */
export async function readContracts(db: Queries, ids: readonly number[]): Promise<Map<number, string>> {
  const parts = await readManyParts(db, ids)
  const texts = new Map<number, string>()
  let left = mostCharacters
  for (const id of ids) {
    const found = parts.get(id)
    if (found === undefined) continue
    const text = joinParts(found)
    left -= text.length
    if (left < 0) break
    texts.set(id, text)
  }
  return texts
}
