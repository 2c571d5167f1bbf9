import { findSecretKeys } from './actions/find-secret-keys.ts'
import type { Broker } from './broker.ts'
import type { Config } from './config.ts'
import { outgoing } from './outgoing/send.ts'
import { migrationsFolder } from './package.ts'
import { secretsWith } from './secrets.ts'
import type { Database } from './storage/database.ts'
import { openDatabase } from './storage/open.ts'

const betweenAttempts = 3000

/** What a process needs that works on the broker's data, made from its settings. Whoever opens it closes `db`. */
export async function opened(config: Config, warn: (sentence: string) => void): Promise<Broker> {
  const db = await databaseFor(config)
  const keys = await findSecretKeys({ db, config, now: Date.now, warn })
  return { db, config, now: Date.now, send: outgoing(config), secrets: secretsWith(keys) }
}

/** The database, once it is there: containers that start together are ready one after the other. */
async function databaseFor(config: Config): Promise<Database> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await openDatabase(config.databaseUrl, {
        migrations: migrationsFolder,
        connections: config.databaseConnections,
        preparedStatements: config.preparedStatements,
        poolTimeout: config.databasePoolTimeout,
        statementTimeout: config.databaseStatementTimeout
      })
    } catch (error) {
      if (attempt >= config.databaseConnectMaxRetries || !isOutOfReach(error)) throw error
      await new Promise(resolve => setTimeout(resolve, betweenAttempts))
    }
  }
}

/** No connection, or a PostgreSQL that is still starting (57P03). */
function isOutOfReach(error: unknown): boolean {
  const { code, errors } = error as { code?: string; errors?: Array<{ code?: string }> }
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03'].includes(code ?? errors?.[0]?.code ?? '')
}
