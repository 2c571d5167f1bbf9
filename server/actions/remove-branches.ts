import type { Broker } from '../broker.ts'
import { deleteBranches, listBranches } from '../storage/branches.ts'
import { theApplication } from './found.ts'

/** Removes all branches but the main one and those to keep; versions and contracts stay. */
export function removeBranches(
  { db }: Broker,
  name: string,
  keep: readonly string[]
): Promise<{ removed: string[]; remaining: string[] }> {
  return db.transaction(async tx => {
    const { id, mainBranch } = await theApplication(tx, name)
    const { items } = await listBranches(tx, id)
    const kept = new Set([mainBranch, ...keep])
    const leaving = items.filter(branch => !kept.has(branch.name))
    await deleteBranches(
      tx,
      leaving.map(branch => branch.id)
    )
    const remaining = items.filter(branch => kept.has(branch.name))
    return { removed: leaving.map(branch => branch.name), remaining: remaining.map(branch => branch.name) }
  })
}
