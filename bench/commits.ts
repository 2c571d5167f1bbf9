import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What the disk gives: commits a second of one small row each, flushed (`synchronous=FULL`), one after the other. */
export function rawCommitsPerSecond(seconds: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'soloist-commits-'))
  const db = new Database(join(folder, 'raw.db'))
  try {
    db.pragma('journal_mode = wal')
    db.pragma('synchronous = full')
    db.exec('create table rows (id integer primary key, text text)')
    const insert = db.prepare('insert into rows (text) values (?)')
    const end = Date.now() + seconds * 1000
    let commits = 0
    for (; Date.now() < end; commits++) insert.run('a small row')
    return commits / seconds
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
