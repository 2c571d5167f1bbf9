import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from './database.ts'
import { fileOf, migrate } from './migrate.ts'
import { openPostgres, type PostgresOptions } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

export interface OpenOptions extends PostgresOptions {
  /** Where the migrations are. */
  migrations: string
}

/** Opens `sqlite:<file>` or `postgres://…` and brings its tables up to date. */
export async function openDatabase(url: string, options: OpenOptions): Promise<Database> {
  const sqlite = url.startsWith('sqlite:')
  if (sqlite) mkdirSync(dirname(fileOf(url)), { recursive: true })
  await migrate(url, options.migrations)
  return sqlite ? openSqlite(fileOf(url), options.onStatement) : openPostgres(url, options)
}
