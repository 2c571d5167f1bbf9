import { type Cleaned, cleanUp } from './actions/clean-up.ts'
import { seedEnvironments } from './actions/seed-environments.ts'
import { seedExampleData } from './actions/seed-example-data.ts'
import { buildApp } from './app.ts'
import { startComparing } from './comparing.ts'
import { type Config, readConfig, shownConfig } from './config.ts'
import { startDelivery } from './delivery.ts'
import { asksForCredentials } from './http/authentication.ts'
import { opened } from './opened.ts'
import { cleanOnSchedule } from './scheduled-cleaning.ts'
import { nothingStoredYet } from './storage/environments.ts'
import { fillUsages } from './usage-filling.ts'
import { watchWindowsOnSchedule } from './window-watching.ts'

/** Starts the server from settings (`SOLOIST_*`); whoever started it ends it with `close`, which lets open requests finish. */
export async function serve(env: Record<string, string | undefined>): Promise<{ address: string; close: () => Promise<void> }> {
  const warnings: string[] = []
  const warn = (sentence: string) => warnings.push(sentence)
  const config = readConfig(env, warn)
  const broker = await opened(config, warn)
  const isNew = await nothingStoredYet(broker.db)
  await seedEnvironments(broker)
  if (isNew && config.seedExampleData) await seedExampleData(broker)
  const app = await buildApp(broker)
  for (const sentence of [...warnings, ...doubtsAbout(config)]) app.log.warn(sentence)
  if (config.logConfigurationOnStartup) app.log.info({ settings: shownConfig(config) }, 'settings')
  const address = await app.listen({ host: config.host, port: config.port })
  const delivery = startDelivery(broker, error => app.log.error({ err: error }, 'webhooks: unexpected error'))
  const comparing = startComparing(broker, error => app.log.error({ err: error }, 'comparisons: unexpected error'))
  const stopCleaning = cleanOnSchedule(broker, app.log)
  const stopFilling = fillUsages(broker, app.log)
  const stopWatching = watchWindowsOnSchedule(broker, app.log)
  const close = async () => {
    stopCleaning()
    // Open requests are let through to their end, but not for ever: whoever stops a server waits for it.
    const patience = setTimeout(() => app.server.closeAllConnections(), config.shutdownTimeout)
    await Promise.all([delivery.stop(config.shutdownTimeout), comparing.stop(), app.close()])
    clearTimeout(patience)
    await Promise.all([stopFilling(), stopWatching()])
    await broker.db.close()
  }
  return { address, close }
}

/** Cleans once, now. `undefined` where another run is under way. */
export async function clean(
  env: Record<string, string | undefined>,
  { dryRun, warn = () => {} }: { dryRun: boolean; warn?: (sentence: string) => void }
): Promise<Cleaned | undefined> {
  // Nobody waits for its statements, which may take longer than a request's.
  const broker = await opened({ ...readConfig(env, warn), databaseStatementTimeout: 0 }, warn)
  try {
    return await cleanUp(broker, { dryRun: dryRun || broker.config.cleanDryRun, dueAt: broker.now() + 1 })
  } finally {
    await broker.db.close()
  }
}

/** Settings that are allowed and perhaps not meant. */
function doubtsAbout(config: Config): string[] {
  const doubts: string[] = []
  if (config.baseUrl.length === 0) {
    doubts.push('SOLOIST_BASE_URL is not set: links follow the Host that a request names, which whoever sends it can choose.')
  }
  if (asksForCredentials(config) && !(config.basicAuthUsername && config.basicAuthPassword)) {
    doubts.push('Nobody can write: SOLOIST_BASIC_AUTH_USERNAME and SOLOIST_BASIC_AUTH_PASSWORD are not both set.')
  }
  return doubts
}
