import type { ImportReport } from '../../schemas/imports.ts'
import { findSecretKeys } from '../actions/find-secret-keys.ts'
import { readConfig } from '../config.ts'
import { outgoing } from '../outgoing/send.ts'
import { migrationsFolder } from '../package.ts'
import { secretsWith } from '../secrets.ts'
import { openDatabase } from '../storage/open.ts'
import { ImportError } from './errors.ts'
import { type ImportOptions, importBroker } from './import-broker.ts'

/**
 * Copies a running Pact Broker into the database that the settings (`SOLOIST_*`) name, whether or not a server runs on it.
 * What keeps the import from going on is an error with a `code`: `refused`, `no-answer` or `stopped`.
 */
export async function importInto(env: Record<string, string | undefined>, options: ImportOptions): Promise<ImportReport> {
  const { config, db } = await openTarget(env)
  try {
    const keys = await findSecretKeys({ db, config, now: Date.now, warn: () => {} })
    const broker = { db, config, now: Date.now, send: outgoing(config), secrets: secretsWith(keys) }
    return await importBroker(broker, options)
  } finally {
    await db.close()
  }
}

async function openTarget(env: Record<string, string | undefined>) {
  try {
    const config = readConfig(env)
    const { databaseConnections: connections, preparedStatements } = config
    const db = await openDatabase(config.databaseUrl, { migrations: migrationsFolder, connections, preparedStatements })
    return { config, db }
  } catch (cause) {
    throw new ImportError('refused', `The target database cannot be opened: ${(cause as Error).message}`, cause)
  }
}
