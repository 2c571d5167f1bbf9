import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import BetterSqlite from 'better-sqlite3'
import { migrationsFolder } from '../package.ts'
import { migrate } from './migrate.ts'

const heading = `-- Today's tables, for readers; SQLite's form of what the migrations beside this file make.
-- Written by \`npm run schema\`; a test notices when it is stale.`

/** Today's tables in one text, as SQLite shows them once all migrations have run. */
export async function schemaText(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'soloist-schema-'))
  try {
    const file = join(folder, 'schema.db')
    await migrate(`sqlite:${file}`, migrationsFolder)
    const connection = new BetterSqlite(file, { readonly: true })
    const statements = connection
      .prepare("select sql from sqlite_master where sql is not null and name not like 'sqlite!_%' escape '!' order by rowid")
      .pluck()
      .all()
    connection.close()
    return `${[heading, ...statements.map(statement => `${statement};`)].join('\n\n')}\n`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const schemaFile = join(migrationsFolder, 'schema.sql')

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(schemaFile, await schemaText())
