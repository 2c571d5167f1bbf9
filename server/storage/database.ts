import type { Sql } from './sql.ts'

/** What a reader of storage needs: a database, an open snapshot and an open transaction all are this. */
export interface Queries {
  all<Row>(query: Sql): Promise<Row[]>
  get<Row>(query: Sql): Promise<Row | undefined>
}

/** What a writer needs; only an open transaction is this, so nothing is written outside one. */
export interface Transaction extends Queries {
  /** The number of rows touched. */
  run(query: Sql): Promise<number>
}

export interface Database extends Queries {
  readonly engine: 'sqlite' | 'postgres'
  /**
   * Runs `work` in one transaction. Inside, speak to `tx` only and never wait for the network: on SQLite all writers
   * queue behind it. `work` may run again after a dead-lock, so it changes nothing but the database.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Runs `read` against one unchanging state of the database. */
  snapshot<T>(read: (queries: Queries) => Promise<T>): Promise<T>
  /** Differs after every commit. Where it is the same twice, within one process, the data has not changed between. */
  state(): Promise<string>
  close(): Promise<void>
}

/** Called with the text of each statement; tests and the bench count with it. */
export type OnStatement = (text: string) => void
