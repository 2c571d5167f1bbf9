import BetterSqlite, { type Database as Connection, type Statement } from 'better-sqlite3'
import type { OnStatement, Transaction } from './database.ts'
import { Among, isComposedOnce, type Sql, textOf } from './sql.ts'

/** Texts differ only by composed fragments, so there are few; the bound is against a mistake. */
const statementsKept = 1000

/** One connection to a file, with its prepared statements. */
export interface SqliteConnection extends Transaction {
  connection: Connection
  /** A statement without values or rows: `begin`, `savepoint job`. */
  exec: (text: string) => void
  /** Changes with each commit by another connection, of whatever process. */
  dataVersion: () => number
}

export function connectSqlite(file: string, onStatement?: OnStatement): SqliteConnection {
  const connection = configure(new BetterSqlite(file, { timeout: 10_000 }))
  const queries = queriesOn(connection, onStatement)
  const dataVersion = connection.prepare('pragma data_version').pluck()
  const prepared = new Map<string, Statement>()
  const exec = (text: string) => {
    let statement = prepared.get(text)
    if (statement === undefined) prepared.set(text, (statement = connection.prepare(text)))
    statement.run()
  }
  return { ...queries, connection, exec, dataVersion: () => dataVersion.get() as number }
}

function configure(connection: Connection): Connection {
  connection.pragma('journal_mode = wal')
  connection.pragma('synchronous = full')
  connection.pragma('foreign_keys = on')
  // Mapping the file into memory was tried and made every statement three times slower; a cache of 64 MiB does not.
  connection.pragma('cache_size = -65536')
  return connection
}

/** A prepared statement and the columns of its rows, if it gives any. */
interface Prepared {
  statement: Statement
  columns: readonly string[]
}

function queriesOn(connection: Connection, onStatement: OnStatement | undefined): Transaction {
  const statements = new Map<string, Prepared>()
  const composed = new WeakMap<object, Map<string, Prepared>>()

  function prepare(query: Sql): Prepared {
    const prepared = isComposedOnce(query) ? prepareComposed(query) : prepareText(textOf(query, placeholder))
    onStatement?.(prepared.statement.source)
    return prepared
  }

  function prepareComposed(query: Sql): Prepared {
    let forms = composed.get(query.strings)
    if (forms === undefined) composed.set(query.strings, (forms = new Map()))
    const form = query.values.map(formOf).join('')
    let prepared = forms.get(form)
    if (prepared === undefined) forms.set(form, (prepared = prepareText(textOf(query, placeholder))))
    return prepared
  }

  function prepareText(text: string): Prepared {
    let prepared = statements.get(text)
    if (prepared === undefined) {
      if (statements.size >= statementsKept) statements.clear()
      const statement = connection.prepare(text)
      // Rows as arrays: the engine's binding would make each column's name anew for each row.
      const columns = statement.reader
        ? statement
            .raw(true)
            .columns()
            .map(({ name }) => name)
        : []
      statements.set(text, (prepared = { statement, columns }))
    }
    return prepared
  }

  // `async` so that a refusal by the engine arrives as a rejected promise, as it does with PostgreSQL.
  return {
    all: async <Row>(query: Sql) => {
      const { statement, columns } = prepare(query)
      return (statement.all(bound(query)) as unknown[][]).map(values => rowOf(columns, values) as Row)
    },
    get: async <Row>(query: Sql) => {
      const { statement, columns } = prepare(query)
      const values = statement.get(bound(query)) as unknown[] | undefined
      return values && (rowOf(columns, values) as Row)
    },
    run: async (query: Sql) => prepare(query).statement.run(bound(query)).changes
  }
}

function rowOf(columns: readonly string[], values: readonly unknown[]): unknown {
  const row: Record<string, unknown> = {}
  for (let i = 0; i < columns.length; i++) row[columns[i] as string] = values[i]
  return row
}

/** Most lists are empty or hold one value; for those SQLite has quicker words than a list read from JSON. */
const listForms = { none: 'in ()', one: '= ?', many: 'in (select value from json_each(?))' }

function listForm({ values }: Among): keyof typeof listForms {
  const { length } = values as readonly unknown[]
  return length === 0 ? 'none' : length === 1 ? 'one' : 'many'
}

const formOf = (value: unknown) => (value instanceof Among ? listForm(value)[0] : '')
const placeholder = (value: unknown) => (value instanceof Among ? listForms[listForm(value)] : '?')

function bound(query: Sql): unknown[] {
  return query.values.flatMap(value => {
    if (!(value instanceof Among)) return [value]
    const values = value.values as readonly unknown[]
    return values.length > 1 ? [JSON.stringify(values)] : values
  })
}
