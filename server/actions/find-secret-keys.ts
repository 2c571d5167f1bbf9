import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
 * A kept key goes on opening what it sealed before the first key was set.
 */
export async function findSecretKeys({ db, config, now, warn }: Place): Promise<string[]> {
  const file = `${fileOf(config.databaseUrl)}.key`
  if (config.secretKey.length > 0) {
    const kept = db.engine === 'sqlite' ? readKey(file) : await findValue(db, 'secret-key')
    return kept === undefined ? config.secretKey : [...config.secretKey, kept]
  }
  if (db.engine === 'sqlite') return [keyIn(file, warn)]
  await db.transaction(tx => keepValueOnce(tx, 'secret-key', newKey(), now()))
  warn(
    'SOLOIST_SECRET_KEY is not set: secrets are sealed with a key kept in the same database, so whoever reads one reads the other.'
  )
  return [(await findValue(db, 'secret-key')) as string]
}

const newKey = () => randomBytes(32).toString('base64url')

const readKey = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined)

function keyIn(file: string, warn: Place['warn']): string {
  if (!existsSync(file)) makeKey(file)
  if ((statSync(file).mode & 0o077) !== 0)
    warn(`${file} holds the key of all secrets and can be read by others: chmod 600 ${file}`)
  return readKey(file) as string
}

/** Written aside and linked into place: another process that starts now finds a whole key or none. */
function makeKey(file: string) {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, newKey(), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}
