import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { withoutMeaning } from '../../server/config/pact-broker.ts'
import { type Setting, settingName } from '../../server/config/setting.ts'
import { groups } from '../../server/config/settings.ts'
import { type Config, readConfig, settings, shownConfig } from '../../server/config.ts'

function read(env: Record<string, string>) {
  const warnings: string[] = []
  return { config: readConfig(env, sentence => warnings.push(sentence)), warnings }
}

const accepted: Array<[says: string, env: Record<string, string>, config: Partial<Config>]> = [
  ['a port', { PACT_BROKER_PORT: '8080' }, { port: 8080 }],
  ['a port by another name', { PACT_BROKER_PORT_ENVIRONMENT_VARIABLE_NAME: 'PORT', PORT: '8081' }, { port: 8081 }],
  ['one base URL', { PACT_BROKER_BASE_URL: 'https://b/x/' }, { baseUrl: ['https://b/x'] }],
  ['several base URLs', { PACT_BROKER_BASE_URLS: 'https://a https://b' }, { baseUrl: ['https://a', 'https://b'] }],
  ['seconds', { PACT_BROKER_DATABASE_STATEMENT_TIMEOUT: '1.5' }, { databaseStatementTimeout: 1500 }],
  ['a level in capitals', { PACT_BROKER_LOG_LEVEL: 'DEBUG' }, { logLevel: 'debug' }],
  ['a database address', { PACT_BROKER_DATABASE_URL: 'postgres://u:p@h/n' }, { databaseUrl: 'postgres://u:p@h/n' }],
  ["SQLite's address", { PACT_BROKER_DATABASE_URL: 'sqlite:////var/x.db' }, { databaseUrl: 'sqlite://var/x.db' }],
  [
    'a database address by another name',
    { PACT_BROKER_DATABASE_URL_ENVIRONMENT_VARIABLE_NAME: 'DB', DB: 'postgres://h/n' },
    { databaseUrl: 'postgres://h/n' }
  ],
  [
    'a database in parts, whatever they hold',
    {
      PACT_BROKER_DATABASE_USERNAME: 'u@x',
      PACT_BROKER_DATABASE_PASSWORD: 'p:/@?#',
      PACT_BROKER_DATABASE_HOST: 'db',
      PACT_BROKER_DATABASE_PORT: '5433',
      PACT_BROKER_DATABASE_NAME: 'pacts',
      PACT_BROKER_DATABASE_SSLMODE: 'require'
    },
    { databaseUrl: 'postgres://u%40x:p%3A%2F%40%3F%23@db:5433/pacts?sslmode=require' }
  ],
  [
    'an address before parts',
    { PACT_BROKER_DATABASE_NAME: 'pacts', PACT_BROKER_DATABASE_URL: 'postgres://h/n' },
    { databaseUrl: 'postgres://h/n' }
  ],
  [
    'SQLite in parts',
    { PACT_BROKER_DATABASE_ADAPTER: 'sqlite', PACT_BROKER_DATABASE_NAME: '/x.db' },
    { databaseUrl: 'sqlite:/x.db' }
  ],
  ['lists', { PACT_BROKER_WEBHOOK_HOST_WHITELIST: 'a *.b /c/ 10.0.0.0/8' }, { webhookHosts: ['a', '*.b', '/c/', '10.0.0.0/8'] }],
  ['numbers in a list', { PACT_BROKER_WEBHOOK_RETRY_SCHEDULE: '1 2' }, { webhookRetrySchedule: [1, 2] }],
  ['a certificate', { PACT_BROKER_WEBHOOK_CERTIFICATES__0__CONTENT: '-----BEGIN x' }, { webhookCertificates: ['-----BEGIN x'] }],
  ['no examples', { PACT_BROKER_SEED_EXAMPLE_DATA: 'false' }, { seedExampleData: false, seedEnvironments: false }],
  ['an empty variable as none', { PACT_BROKER_BASIC_AUTH_USERNAME: '' }, { basicAuthUsername: undefined }]
]

for (const [says, env, config] of accepted) {
  t.test(`of a Pact Broker is understood: ${says}`, async t => {
    const found = read(env)
    t.match(found.config, config)
    t.same(found.warnings, [])
  })
}

t.test("Soloist's own name counts, and another value under the Pact Broker's is warned about", async t => {
  const same = read({ SOLOIST_PORT: '80', PACT_BROKER_PORT: '80' })
  t.same([same.config.port, same.warnings], [80, []])
  const other = read({ SOLOIST_PORT: '80', PACT_BROKER_PORT: '81' })
  t.same([other.config.port, other.warnings], [80, ['SOLOIST_PORT and PACT_BROKER_PORT differ; SOLOIST_PORT counts.']])
})

t.test("the Pact Broker's variables never keep a start from happening for their names alone", async t => {
  const { warnings } = read({
    PACT_BROKER_LOG_FORMAT: 'json',
    PACT_BROKER_BASE_URI: 'x',
    PACT_BROKER_TOKEN: 'a client has it',
    PACT_BROKER_SERVICE_HOST: '10.0.0.1',
    PACT_BROKER_PORT: 'tcp://10.0.0.1:9292'
  })
  t.same(warnings, [
    'Without effect here: PACT_BROKER_LOG_FORMAT (logs are JSON lines).',
    'Unknown and ignored: PACT_BROKER_BASE_URI.'
  ])
})

const refused: Array<[env: Record<string, string>, sentence: RegExp]> = [
  [{ SOLOIST_PROT: '1' }, /Unknown settings: SOLOIST_PROT/],
  [{ SOLOIST_BASE_URL: 'https://a b' }, /SOLOIST_BASE_URL is b/],
  [{ SOLOIST_SECRET_KEY: 'short' }, /at least 32/],
  [{ SOLOIST_WEBHOOK_HOSTS: 'https://ci' }, /SOLOIST_WEBHOOK_HOSTS holds https:\/\/ci/],
  [{ SOLOIST_WEBHOOK_ALLOW_ADDRESSES: 'ci' }, /must be an IP address or a range/],
  [{ SOLOIST_TRUST_PROXY: 'nginx' }, /SOLOIST_TRUST_PROXY holds nginx/],
  [{ PACT_BROKER_ALLOW_PUBLIC_READ: 'yes' }, /PACT_BROKER_ALLOW_PUBLIC_READ is yes; it must be true or false/],
  [{ PACT_BROKER_DATABASE_ADAPTER: 'mysql2', PACT_BROKER_DATABASE_NAME: 'x' }, /PACT_BROKER_DATABASE_ADAPTER is mysql2/],
  [{ PACT_BROKER_DATABASE_URL_ENVIRONMENT_VARIABLE_NAME: 'DB' }, /names DB, which is not set/]
]

for (const [env, sentence] of refused) {
  t.test(`${JSON.stringify(env)} is refused in a sentence`, async t => t.throws(() => read(env), sentence))
}

t.test('what a log shows of the settings holds no secret', async t => {
  const { config } = read({
    SOLOIST_DATABASE_URL: 'postgres://u:hidden1@h/n?password=hidden2',
    SOLOIST_BASIC_AUTH_PASSWORD: 'hidden3',
    SOLOIST_BASIC_AUTH_READ_ONLY_PASSWORD: 'hidden4',
    SOLOIST_SECRET_KEY: 'hidden5'.repeat(8),
    SOLOIST_OUTGOING_PROXY: 'true',
    http_proxy: 'http://u:hidden6@proxy:3128'
  })
  const shown = JSON.stringify(shownConfig(config))
  t.notMatch(shown, /hidden/)
  const odd = read({ SOLOIST_DATABASE_URL: 'postgres://u:hid/den:x@y@h/n' }).config
  t.equal(shownConfig(odd).SOLOIST_DATABASE_URL, 'postgres://u:********@h/n')
  t.match(shown, '"SOLOIST_DATABASE_URL":"postgres://u:********@h/n?password=********"')
  t.match(shown, '"SOLOIST_SECRET_KEY":"********"')
  t.match(shown, 'http://u:********@proxy:3128')
})

t.test('certificates are read from the files that are named', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'soloist-ca-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'ca.pem'), 'the certificate')
  t.same(read({ SOLOIST_WEBHOOK_CERTIFICATES: join(folder, 'ca.pem') }).config.webhookCertificates, ['the certificate'])
})

const page = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')
/** The cells of each row of every table, by the first. */
const rowsOf = (text: string) =>
  new Map(
    text
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .map(line =>
        line
          .split('|')
          .slice(1, -1)
          .map(cell => cell.trim())
      )
      .map(cells => [cells[0], cells])
  )
t.test('docs/settings.md tells every setting as it is', async t => {
  const text = page('settings.md')
  const rows = rowsOf(text)
  for (const [key, { usual, meaning }] of Object.entries(settings) as Array<[string, Setting<unknown>]>) {
    const name = `\`${settingName(key)}\``
    t.same(rows.get(name), [name, usual, meaning], settingName(key))
  }
  for (const heading of Object.keys(groups)) t.match(text, `## ${heading}\n`)
  t.equal([...rows.keys()].filter(name => name?.startsWith('`SOLOIST_')).length, Object.keys(settings).length)
})

t.test('docs/migrating.md tells which variables of a Pact Broker are accepted', async t => {
  const rows = rowsOf(page('migrating.md'))
  for (const [key, { pactBroker }] of Object.entries(settings) as Array<[string, Setting<unknown>]>) {
    for (const name of pactBroker) t.match(rows.get(`\`PACT_BROKER_${name}\``)?.[1], settingName(key), name)
  }
  for (const [name, why] of Object.entries(withoutMeaning))
    t.equal(rows.get(`\`PACT_BROKER_${name}\``)?.[1], `without effect: ${why}`, name)
})
