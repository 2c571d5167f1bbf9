import type { ImportReport } from '../../schemas/imports.ts'
import type { Broker } from '../broker.ts'
import { readConfig } from '../config.ts'
import { opened } from '../opened.ts'
import { ImportError } from './errors.ts'
import { type ImportOptions, importBroker } from './import-broker.ts'

/**
 * Copies a running Pact Broker into the database that the settings (`SOLOIST_*`) name, whether or not a server runs on it.
 * What keeps the import from going on is an error with a `code`: `refused`, `no-answer` or `stopped`.
 */
export async function importInto(env: Record<string, string | undefined>, options: ImportOptions): Promise<ImportReport> {
  const broker = await openTarget(env)
  try {
    return await importBroker(broker, options)
  } finally {
    await broker.db.close()
  }
}

async function openTarget(env: Record<string, string | undefined>): Promise<Broker> {
  const warn = () => {}
  try {
    // Nobody waits for its statements, which may take longer than a request's.
    return await opened({ ...readConfig(env, warn), databaseStatementTimeout: 0 }, warn)
  } catch (cause) {
    throw new ImportError('refused', `The target database cannot be opened: ${(cause as Error).message}`, cause)
  }
}
