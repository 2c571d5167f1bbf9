import type { Broker } from '../broker.ts'
import type { Version } from '../domain/version.ts'
import { placeFor, readVersionNumber } from '../domain/version-order.ts'
import { invalid } from '../problem.ts'
import { lockApplication } from '../storage/applications.ts'
import type { Transaction } from '../storage/database.ts'
import { placesOf, placeVersion } from '../storage/version-places.ts'
import * as storage from '../storage/versions.ts'

/** Finds the version or creates it, in its place: behind all others, or by its number where the settings say so. */
export async function ensureVersion(
  tx: Transaction,
  { config, now }: Broker,
  application: { id: number; name: string },
  number: string
): Promise<Version & { isNew: boolean }> {
  if (config.orderVersionsByDate) return storage.ensureVersion(tx, application, number, now())
  if (readVersionNumber(number) === undefined) {
    throw invalid([
      `The version ${number} of ${application.name} is no number such as 1.2.3, 1.2.3-rc.1 or 7, and this broker orders versions by number.`
    ])
  }
  await lockApplication(tx, application.id)
  const version = await storage.ensureVersion(tx, application, number, now())
  if (!version.isNew) return version
  const others = (await placesOf(tx, application.id)).filter(other => other.number !== number)
  const { place, moves } = placeFor(number, others)
  await placeVersion(tx, version, place, moves)
  return { ...version, order: place }
}
