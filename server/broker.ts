import type { Config } from './config.ts'
import type { Database } from './storage/database.ts'

/** What every action needs: passed in, so that a test brings its own. */
export interface Broker {
  db: Database
  config: Config
  /** Milliseconds UTC. */
  now: () => number
}
