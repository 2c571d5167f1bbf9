import pg from 'pg'
import { Problem } from '../problem.ts'
import type { Database, OnStatement, Transaction } from './database.ts'
import { Among, isComposedOnce, type Sql, textOf } from './sql.ts'

/** Dead-lock, serialisation failure, and a row that was removed meanwhile: a moment later the same work succeeds, or finds it gone. */
const worthRetrying = new Set(['40P01', '40001', '23503'])
const retries = 3
const namesKept = 1000

export interface PostgresOptions {
  connections?: number
  /** Off for poolers that hand every transaction another connection and cannot keep prepared statements. */
  preparedStatements?: boolean
  /** How long to wait for a connection, in milliseconds. */
  poolTimeout?: number
  /** The longest a statement may take, in milliseconds; 0 for ever. */
  statementTimeout?: number
  onStatement?: OnStatement
  onError?: (error: Error) => void
}

export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const { connections = 10, poolTimeout = 0, statementTimeout = 0 } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: poolTimeout,
    types: { getTypeParser },
    // Our statements are look-ups by index with many joins: planning one anew, or compiling it, costs far more than running it.
    onConnect: async client => {
      await client.query(
        `select set_config('jit', 'off', false), set_config('plan_cache_mode', 'force_generic_plan', false),
          set_config('statement_timeout', $1, false)`,
        [String(statementTimeout)]
      )
    }
  })
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', error => options.onError?.(error))
  const names = new Map<string, string>()
  const composed = new WeakMap<object, string>()

  function toStatement(query: Sql): pg.QueryConfig {
    const text =
      composed.get(query.strings) ??
      textOf(query, (value, position) => (value instanceof Among ? `= any($${position})` : `$${position}`))
    if (isComposedOnce(query)) composed.set(query.strings, text)
    options.onStatement?.(text)
    const values = query.values.map(value => (value instanceof Among ? value.values : value))
    if (options.preparedStatements === false) return { text, values }
    let name = names.get(text)
    if (name === undefined && names.size < namesKept) {
      name = `s${names.size + 1}`
      names.set(text, name)
    }
    return name === undefined ? { text, values } : { name, text, values }
  }

  const queriesOn = (client: pg.Pool | pg.PoolClient): Transaction => ({
    all: async query => (await client.query(toStatement(query)).catch(refuseWhenBusy)).rows,
    get: async query => (await client.query(toStatement(query)).catch(refuseWhenBusy)).rows[0],
    run: async query => (await client.query(toStatement(query)).catch(refuseWhenBusy)).rowCount ?? 0
  })

  async function within<T>(begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch(refuseWhenBusy)
    let broken: Error | undefined
    try {
      await client.query(begin)
      const value = await work(queriesOn(client))
      await client.query('commit')
      return value
    } catch (error) {
      await client.query('rollback').catch(cause => {
        broken = cause
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  const reader = queriesOn(pool)
  return {
    engine: 'postgres',
    all: query => reader.all(query),
    get: query => reader.get(query),
    transaction: async work => {
      for (let attempt = 0; ; attempt++) {
        try {
          return await within('begin', work)
        } catch (error) {
          if (attempt >= retries || !worthRetrying.has((error as { code?: string }).code ?? '')) throw error
        }
      }
    },
    snapshot: read => within('begin isolation level repeatable read read only', read),
    // Equal snapshots see the same transactions, so the same data.
    state: async () => (await pool.query('select cast(pg_current_snapshot() as text) as state')).rows[0].state,
    close: () => pool.end()
  }
}

/** A statement that took too long, or no connection in time: whoever asked may ask again. */
function refuseWhenBusy(error: Error & { code?: string }): never {
  if (error.code !== '57014' && !/timeout exceeded when trying to connect/.test(error.message)) throw error
  throw new Problem('busy', 'The database did not answer in time. Try again.', { cause: error })
}

/** Our bigints are ids, orders and milliseconds: all far below 2^53. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown)
