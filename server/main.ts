import { findSecretKeys } from './actions/find-secret-keys.ts'
import { seedEnvironments } from './actions/seed-environments.ts'
import { buildApp } from './app.ts'
import { type Config, readConfig, shownConfig } from './config.ts'
import { startDelivery } from './delivery.ts'
import { asksForCredentials } from './http/authentication.ts'
import { outgoing } from './outgoing/send.ts'
import { migrationsFolder } from './package.ts'
import { secretsWith } from './secrets.ts'
import type { Database } from './storage/database.ts'
import { openDatabase } from './storage/open.ts'

/** Starts the server from settings (`SOLOIST_*`); whoever started it ends it with `close`, which lets open requests finish. */
export async function serve(env: Record<string, string | undefined>): Promise<{ address: string; close: () => Promise<void> }> {
  const warnings: string[] = []
  const warn = (sentence: string) => warnings.push(sentence)
  const config = readConfig(env, warn)
  const db = await opened(config)
  const keys = await findSecretKeys({ db, config, now: Date.now, warn })
  const broker = { db, config, now: Date.now, send: outgoing(config), secrets: secretsWith(keys) }
  await seedEnvironments(broker)
  const app = await buildApp(broker)
  if (config.baseUrl.length === 0) {
    warn('SOLOIST_BASE_URL is not set: links follow the Host that a request names, which whoever sends it can choose.')
  }
  if (asksForCredentials(config) && !(config.basicAuthUsername && config.basicAuthPassword)) {
    warn('Nobody can write: SOLOIST_BASIC_AUTH_USERNAME and SOLOIST_BASIC_AUTH_PASSWORD are not both set.')
  }
  for (const sentence of warnings) app.log.warn(sentence)
  if (config.logConfigurationOnStartup) app.log.info({ settings: shownConfig(config) }, 'settings')
  const address = await app.listen({ host: config.host, port: config.port })
  const delivery = startDelivery(broker, error => app.log.error({ err: error }, 'webhooks: unexpected error'))
  const close = async () => {
    // Open requests are let through to their end, but not for ever: whoever stops a server waits for it.
    const patience = setTimeout(() => app.server.closeAllConnections(), config.shutdownTimeout)
    await Promise.all([delivery.stop(config.shutdownTimeout), app.close()])
    clearTimeout(patience)
    await db.close()
  }
  return { address, close }
}

const betweenAttempts = 3000

/** The database, once it is there: containers that start together are ready one after the other. */
async function opened(config: Config): Promise<Database> {
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
