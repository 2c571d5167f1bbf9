import { readFileSync } from 'node:fs'
import type { Environment } from './readers.ts'

const prefix = 'PACT_BROKER_'

/** Settings of the Pact Broker that change nothing here, and why. docs/migrating.md lists them (a test compares the two). */
export const withoutMeaning: Record<string, string> = {
  LOG_FORMAT: 'logs are JSON lines',
  LOG_STREAM: 'logs go to the standard output',
  LOG_DIR: 'logs go to the standard output',
  LOG_OTEL_ENABLED: 'logs go to the standard output',
  HTTP_DEBUG_LOGGING_ENABLED: 'bodies and credentials are never logged',
  HIDE_PACTFLOW_MESSAGES: 'there are none',
  SQL_LOG_LEVEL: 'statements are not logged',
  SQL_LOG_WARN_DURATION: 'statements are not logged',
  SQL_ENABLE_CALLER_LOGGING: 'statements are not logged',
  DATABASE_CONNECTION_VALIDATION_TIMEOUT: 'a connection that broke is replaced when it is next used',
  METRICS_SQL_STATEMENT_TIMEOUT: 'SOLOIST_DATABASE_STATEMENT_TIMEOUT holds for every statement',
  AUTO_MIGRATE_DB: 'tables are always brought up to date at start, by one replica at a time',
  AUTO_MIGRATE_DB_DATA: 'tables are always brought up to date at start, by one replica at a time',
  ALLOW_MISSING_MIGRATION_FILES: 'an older release always starts on newer tables',
  VALIDATE_DATABASE_CONNECTION_CONFIG: 'the database must hold UTF-8',
  MIGRATION_TARGET: 'migrations go forward only',
  USE_HAL_BROWSER: 'the HAL browser is always there, at /hal-browser/browser.html',
  USE_RACK_PROTECTION: 'security headers are always sent',
  RACK_PROTECTION_USE: 'security headers are always sent',
  RACK_PROTECTION_EXCEPT: 'security headers are always sent',
  PACT_CONTENT_DIFF_TIMEOUT: 'differences are bounded by their size, not by time',
  SEMVER_FORMATS: 'version numbers are read as semantic versions; `1.2` and `7` too',
  BASE_EQUALITY_ONLY_ON_CONTENT_THAT_AFFECTS_VERIFICATION_RESULTS:
    'content that does not affect results never makes a contract another',
  FEATURES: 'there is nothing to switch on or off by name'
}

/** What the Pact clients read from the environment of whoever runs them. */
const ofClients = new Set(['TOKEN', 'USERNAME', 'PASSWORD'].map(name => prefix + name))

/** Kubernetes sets these for a service named pact-broker. */
const fromKubernetes = (name: string, value: string) =>
  /^(SERVICE|PORT)_/.test(name) ? !name.startsWith('PORT_ENV') : name === 'PORT' && value.startsWith('tcp://')

/**
 * What is set for a Pact Broker, by name without prefix, once its ways to say a thing in several variables are resolved.
 * Empty variables are unset ones, as compose files write them.
 */
export function givenForPactBroker(env: Environment): Map<string, string> {
  const given = new Map<string, string>()
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(prefix) || value === undefined || value === '' || ofClients.has(name)) continue
    const short = name.slice(prefix.length)
    if (!fromKubernetes(short, value)) given.set(short, value)
  }
  for (const name of ['PORT', 'DATABASE_URL']) {
    const elsewhere = take(given, `${name}_ENVIRONMENT_VARIABLE_NAME`)
    if (elsewhere === undefined) continue
    const value = env[elsewhere]
    if (value === undefined || value === '')
      throw new Error(`${prefix}${name}_ENVIRONMENT_VARIABLE_NAME names ${elsewhere}, which is not set.`)
    given.set(name, value)
  }
  const url = databaseUrlFromParts(given)
  if (url !== undefined && !given.has('DATABASE_URL')) given.set('DATABASE_URL', url)
  const certificates = numberedCertificates(given)
  if (certificates !== '') given.set('WEBHOOK_CERTIFICATES', certificates)
  return given
}

function databaseUrlFromParts(given: Map<string, string>): string | undefined {
  const part = (name: string) => take(given, `DATABASE_${name}`)
  const [adapter, host, port, name] = [part('ADAPTER') ?? 'postgres', part('HOST'), part('PORT'), part('NAME')]
  const [username, password, sslmode] = [part('USERNAME'), part('PASSWORD'), part('SSLMODE')]
  if (name === undefined) return undefined
  if (adapter.startsWith('sqlite')) return `sqlite:${name}`
  if (!adapter.startsWith('postgres'))
    throw new Error(`${prefix}DATABASE_ADAPTER is ${adapter}; Soloist knows postgres and sqlite.`)
  const who = username === undefined ? '' : `${encodeURIComponent(username)}:${encodeURIComponent(password ?? '')}@`
  const query = sslmode === undefined ? '' : `?sslmode=${encodeURIComponent(sslmode)}`
  return `postgres://${who}${host ?? 'localhost'}${port === undefined ? '' : `:${port}`}/${encodeURIComponent(name)}${query}`
}

/** `WEBHOOK_CERTIFICATES__0__CONTENT` and its like, as one text. */
function numberedCertificates(given: Map<string, string>): string {
  const entries = [...given].filter(([name]) => /^WEBHOOK_CERTIFICATES__\d+__(CONTENT|PATH|DESCRIPTION)$/.test(name))
  for (const [name] of entries) given.delete(name)
  const texts = entries.flatMap(([name, value]) => {
    if (name.endsWith('DESCRIPTION')) return []
    return name.endsWith('PATH') ? readFileSync(value, 'utf8') : value
  })
  return texts.join('\n')
}

function take(given: Map<string, string>, name: string): string | undefined {
  const value = given.get(name)
  given.delete(name)
  return value
}
