import type { Config } from './config.ts'
import type { Send } from './outgoing/send.ts'
import type { Recorder } from './recording.ts'
import type { Secrets } from './secrets.ts'
import type { Database } from './storage/database.ts'

/** What every action needs: passed in, so that a test brings its own. */
export interface Broker {
  db: Database
  config: Config
  /** Milliseconds UTC. */
  now: () => number
  /** Requests to elsewhere, as the settings allow them. */
  send: Send
  secrets: Secrets
  /** Notes verdicts that were given; without it none are recorded. */
  recorder?: Recorder
}
