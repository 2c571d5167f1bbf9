import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { migrationsFolder } from '../server/package.ts'
import type { Database, OnStatement } from '../server/storage/database.ts'
import { migrate } from '../server/storage/migrate.ts'
import { openDatabase } from '../server/storage/open.ts'
import { startEmbedded } from './embedded-postgres.ts'

export type Engine = Database['engine']
export const engines: Engine[] = ['sqlite', 'postgres']

/** In memory where the system offers it: the same calls, without waiting for a disk that nothing is read from again. */
const shortLived = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

let server: Promise<{ url: (database: string) => string }> | undefined
let databases = 0

/** A real PostgreSQL of this process's own, with an ICU locale, so that an order which depends on it would show. */
function postgres() {
  server ??= startPostgres()
  return server
}

async function startPostgres() {
  const databaseDir = mkdtempSync(join(shortLived, 'soloist-postgres-'))
  const { url, stop } = await startEmbedded({
    databaseDir,
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US'],
    // The data is thrown away, so nothing needs to reach the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200']
  })
  t.teardown(async () => {
    await stop()
    rmSync(databaseDir, { recursive: true, force: true })
  })
  await ask(url('postgres'), 'create database template_soloist')
  await migrate(url('template_soloist'), migrationsFolder)
  return { url }
}

async function ask(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}

/** The address of a new, empty database; on PostgreSQL already migrated. */
export async function freshDatabaseUrl(t: Test, engine: Engine): Promise<string> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(shortLived, 'soloist-sqlite-'))
    t.teardown(() => rmSync(folder, { recursive: true, force: true }))
    return `sqlite:${join(folder, 'soloist.db')}`
  }
  const { url } = await postgres()
  const name = `test_${process.pid}_${++databases}`
  await ask(url('postgres'), `create database ${name} template template_soloist`)
  return url(name)
}

/** A database of the test's own, closed at its end. */
export async function freshDatabase(t: Test, engine: Engine, onStatement?: OnStatement): Promise<Database> {
  const url = await freshDatabaseUrl(t, engine)
  const options = { migrations: migrationsFolder, connections: 4 }
  const db = await openDatabase(url, onStatement === undefined ? options : { ...options, onStatement })
  t.teardown(() => db.close())
  return db
}

/** Runs the same test on SQLite and on PostgreSQL: both, always. */
export async function forEachEngine(t: Test, says: string, test: (t: Test, engine: Engine) => Promise<void>): Promise<void> {
  for (const engine of engines) await t.test(`${says} (${engine})`, t => test(t, engine))
}
