import { seedEnvironments } from './actions/seed-environments.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { migrationsFolder } from './package.ts'
import { openDatabase } from './storage/open.ts'

/** Starts the server from settings (`SOLOIST_*`); whoever started it ends it with `close`, which lets open requests finish. */
export async function serve(env: Record<string, string | undefined>): Promise<{ address: string; close: () => Promise<void> }> {
  const warnings: string[] = []
  const config = readConfig(env, sentence => warnings.push(sentence))
  const db = await openDatabase(config.databaseUrl, {
    migrations: migrationsFolder,
    connections: config.databaseConnections,
    preparedStatements: config.preparedStatements
  })
  const broker = { db, config, now: Date.now }
  await seedEnvironments(broker)
  const app = await buildApp(broker)
  for (const sentence of warnings) app.log.warn(sentence)
  const address = await app.listen({ host: config.host, port: config.port })
  const close = async () => {
    // Open requests are let through to their end, but not for ever: whoever stops a server waits for it.
    const patience = setTimeout(() => app.server.closeAllConnections(), config.shutdownTimeout)
    await app.close()
    clearTimeout(patience)
    await db.close()
  }
  return { address, close }
}
