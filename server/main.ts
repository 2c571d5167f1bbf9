import { findSecretKeys } from './actions/find-secret-keys.ts'
import { seedEnvironments } from './actions/seed-environments.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { startDelivery } from './delivery.ts'
import { outgoing } from './outgoing/send.ts'
import { migrationsFolder } from './package.ts'
import { secretsWith } from './secrets.ts'
import { openDatabase } from './storage/open.ts'

/** Starts the server from settings (`SOLOIST_*`); whoever started it ends it with `close`, which lets open requests finish. */
export async function serve(env: Record<string, string | undefined>): Promise<{ address: string; close: () => Promise<void> }> {
  const warnings: string[] = []
  const warn = (sentence: string) => warnings.push(sentence)
  const config = readConfig(env, warn)
  const db = await openDatabase(config.databaseUrl, {
    migrations: migrationsFolder,
    connections: config.databaseConnections,
    preparedStatements: config.preparedStatements
  })
  const keys = await findSecretKeys({ db, config, now: Date.now, warn })
  const broker = { db, config, now: Date.now, send: outgoing(config), secrets: secretsWith(keys) }
  await seedEnvironments(broker)
  const app = await buildApp(broker)
  for (const sentence of warnings) app.log.warn(sentence)
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
