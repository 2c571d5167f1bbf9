import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { Database } from '../storage/database.ts'
import { findValue, keepValueOnce } from '../storage/kept-values.ts'
import { fileOf } from '../storage/migrate.ts'

interface Place {
  db: Database
  config: Pick<Config, 'databaseUrl' | 'secretKey'>
  now: () => number
  warn: (sentence: string) => void
}

/**
 * The keys that are set; without one, a key that is made once and kept: beside SQLite's file, readable by its owner only, or in
 * PostgreSQL, where every replica finds it. The latter hides secrets from nobody who can read the database, and says so.
 */
export async function findSecretKeys({ db, config, now, warn }: Place): Promise<string[]> {
  if (config.secretKey.length > 0) return config.secretKey
  if (db.engine === 'sqlite') return [keyBeside(fileOf(config.databaseUrl), warn)]
  await db.transaction(tx => keepValueOnce(tx, 'secret-key', newKey(), now()))
  warn(
    'SOLOIST_SECRET_KEY is not set: secrets are sealed with a key kept in the same database, so whoever reads one reads the other.'
  )
  return [(await findValue(db, 'secret-key')) as string]
}

const newKey = () => randomBytes(32).toString('base64url')

function keyBeside(database: string, warn: Place['warn']): string {
  const file = `${database}.key`
  const draft = `${file}.${process.pid}`
  // Written aside and linked into place: another process that starts now finds a whole key or none.
  writeFileSync(draft, newKey(), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  if ((statSync(file).mode & 0o077) !== 0)
    warn(`${file} holds the key of all secrets and can be read by others: chmod 600 ${file}`)
  return readFileSync(file, 'utf8').trim()
}
