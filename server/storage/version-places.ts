import type { PlacedNumber } from '../domain/version-order.ts'
import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

export function placesOf(db: Queries, applicationId: number): Promise<PlacedNumber[]> {
  return db.all(sql`select number, version_order as "order" from versions where application_id = ${applicationId}`)
}

/** Puts a version into a place; `moves` lets whatever is there and behind it move up by one. Tags go with their versions. */
export async function placeVersion(
  tx: Transaction,
  { id, applicationId }: { id: number; applicationId: number },
  place: number,
  moves: boolean
): Promise<void> {
  if (moves) {
    await tx.run(sql`
      update versions set placed_order = version_order + 1
      where application_id = ${applicationId} and version_order >= ${place} and id <> ${id}`)
    await tx.run(sql`
      update tags set version_order = version_order + 1
      where application_id = ${applicationId} and version_order >= ${place} and version_id <> ${id}`)
  }
  await tx.run(sql`update versions set placed_order = ${place} where id = ${id}`)
}
