import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { displayNameFor } from '../domain/names.ts'
import { createEnvironment, nothingStoredYet } from '../storage/environments.ts'

/** Gives an empty database the environments `test` and `production`. Several processes may start at once. */
export async function seedEnvironments({ db, config, now }: Broker): Promise<void> {
  if (!config.seedEnvironments) return
  await db.transaction(async tx => {
    if (!(await nothingStoredYet(tx))) return
    // In the order of names: another replica that does the same waits for the first, then finds both.
    for (const name of ['production', 'test']) {
      const fields = { name, displayName: displayNameFor(name), production: Number(name === 'production'), contacts: null }
      await createEnvironment(tx, randomUUID(), fields, now())
    }
  })
}
