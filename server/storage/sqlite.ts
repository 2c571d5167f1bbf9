import { Problem } from '../problem.ts'
import type { Database, OnStatement, Transaction } from './database.ts'
import { connectSqlite, type SqliteConnection } from './sqlite-connection.ts'

const groupSize = 100
const longestWait = 30_000

type Job = { work: (tx: Transaction) => Promise<unknown>; resolve: (value: unknown) => void; reject: (error: unknown) => void }

/**
 * One writer whose waiting jobs are committed as a group, each in a savepoint, so that they share one flush to disk;
 * and a few readers, since a snapshot stays open across awaits.
 */
export function openSqlite(file: string, onStatement?: OnStatement): Database {
  const connect = () => connectSqlite(file, onStatement)
  const writer = connect()
  const idle: SqliteConnection[] = []
  const readers: SqliteConnection[] = []
  const jobs: Job[] = []
  let draining: Promise<void> | undefined
  let closed = false

  const takeReader = () => {
    const reader = idle.pop()
    if (reader !== undefined) return reader
    const fresh = connect()
    readers.push(fresh)
    return fresh
  }
  const reader = takeReader()

  async function drain() {
    // One turn of the event loop lets all requests that have already arrived join the group.
    await new Promise(resolve => setImmediate(resolve))
    while (jobs.length > 0) await commitGroup(jobs.splice(0, groupSize))
    draining = undefined
  }

  async function commitGroup(group: Job[]) {
    const settle: Array<() => void> = []
    try {
      writer.exec('begin immediate')
      for (const job of group) settle.push(await runJob(job))
      writer.exec('commit')
    } catch (error) {
      if (writer.connection.inTransaction) writer.exec('rollback')
      for (const job of group) job.reject(error)
      return
    }
    for (const done of settle) done()
  }

  async function runJob(job: Job): Promise<() => void> {
    writer.exec('savepoint job')
    try {
      const value = await job.work(writer)
      writer.exec('release job')
      return () => job.resolve(value)
    } catch (error) {
      writer.exec('rollback to job')
      writer.exec('release job')
      return () => job.reject(error)
    }
  }

  return {
    engine: 'sqlite',
    all: query => reader.all(query),
    get: query => reader.get(query),
    transaction: <T>(work: (tx: Transaction) => Promise<T>) => {
      if (closed) return Promise.reject(new Error('The database is closed.'))
      return new Promise<T>((resolve, reject) => {
        const tooLong = setTimeout(() => reject(waitedTooLong()), longestWait).unref()
        const settled =
          <V>(how: (value: V) => void) =>
          (value: V) => {
            clearTimeout(tooLong)
            how(value)
          }
        jobs.push({ work, resolve: settled(resolve as (value: unknown) => void), reject: settled(reject) })
        draining ??= drain()
      })
    },
    snapshot: async read => {
      const own = takeReader()
      own.exec('begin')
      try {
        return await read(own)
      } finally {
        own.exec('commit')
        idle.push(own)
      }
    },
    state: async () => String(reader.dataVersion()),
    close: async () => {
      closed = true
      await draining
      for (const each of [writer, ...readers]) each.connection.close()
    }
  }
}

const waitedTooLong = () =>
  new Problem('busy', `The database was busy for ${longestWait / 1000} seconds; nothing was stored. Try again.`)
