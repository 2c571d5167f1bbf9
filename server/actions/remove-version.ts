import type { Broker } from '../broker.ts'
import { membershipsOf, removeMembership } from '../storage/memberships.ts'
import { deleteVersion } from '../storage/versions.ts'
import { theVersion } from './found.ts'

/** Removes a version with all that hangs on it; branches that it headed get another head. */
export function removeVersion({ db }: Broker, name: string, number: string): Promise<void> {
  return db.transaction(async tx => {
    const { id } = await theVersion(tx, name, number)
    for (const membership of await membershipsOf(tx, id)) await removeMembership(tx, membership)
    await deleteVersion(tx, id)
  })
}
