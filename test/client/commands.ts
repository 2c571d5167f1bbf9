import { readFileSync } from 'node:fs'
import t from 'tap'
import { commands } from '../../client/commands/index.ts'
import { optionsOf } from '../../client/common-options.ts'
import { recordingBroker, silentAddress } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const environment = { uuid: 'u-1', name: 'test', displayName: 'Test', production: false }
const version = {
  number: '7',
  createdAt: '2026-01-01',
  buildUrl: 'https://ci/7',
  _embedded: { branchVersions: [{ name: 'main' }], tags: [{ name: 'dev' }] },
  _links: {}
}
const deployed = { uuid: 'd-1', createdAt: '2026-01-02', _embedded: { pacticipant: { name: 'web' }, version: { number: '7' } } }
const expired = { name: 'old', updatedAt: '2025', expired: true, _embedded: { pacticipant: { name: 'web' } } }
const verified = { code: 'verified', outcome: 'pass', sentence: 'It is verified.', clearsByItself: false }
const row = (success: boolean | undefined) => ({
  consumer: { name: 'web', version: { number: '7' } },
  provider: { name: 'api', version: success === undefined ? null : { number: '5' } },
  verificationResult: success === undefined ? null : { success }
})

const dashboardItem = {
  consumer: { name: 'web', version: { number: '7' } },
  provider: { name: 'api', version: null },
  pactTags: [{ name: 'dev' }],
  verificationStatus: 'failed_pending'
}

const comparison = {
  id: 7,
  state: 'done',
  outcome: 'fail',
  counts: { error: 1, warning: 0, undecided: 2, info: 0 },
  _links: {},
  _embedded: { consumer: { name: 'web' }, provider: { name: 'api' } }
}
const finding = {
  code: 'res.field.gone',
  severity: 'error',
  sentence: 'It is gone.',
  interaction: 'a thing',
  contract: '/a',
  document: '/b'
}

const overridden = {
  uuid: 'o-1',
  state: 'valid',
  pacticipant: 'web',
  version: '7',
  environment: 'test',
  by: 'ann',
  until: '2026',
  reason: 'down',
  covers: [{ code: 'never-verified', sentence: 'It was never verified.' }]
}

function reply(line: string) {
  const [, path = ''] = line.split(' ')
  if (path.startsWith('/expired-branches')) return { body: { _embedded: { branches: [expired] } } }
  if (line.startsWith('DELETE')) return { status: 204 }
  if (path === '/environments/u-1/check') return { body: { answer: 'yes', versions: [{}], reasons: [verified] } }
  if (path === '/pacticipants/web/topics')
    return { body: { _embedded: { topics: [{ name: 'orders', retention: 'forever', source: 'document' }] } } }
  if (path === '/pacticipants/web/topics/orders') return { body: { name: 'orders', retention: '12h', source: 'said' } }
  if (path === '/labels') return { body: { _embedded: { labels: [{ name: 'core' }] } } }
  if (path.startsWith('/pacticipants/label'))
    return { body: { _embedded: { pacticipants: [{ name: 'web', displayName: 'Web' }] } } }
  if (/^\/pacticipants\/web\/(rename|retire|reinstate)$/.test(path))
    return { body: { name: 'web', displayName: 'Web', formerNames: ['w'] } }
  if (path === '/environments' && line.startsWith('GET')) return { body: { _embedded: { environments: [environment] } } }
  if (path.startsWith('/environments/u-1/deployed')) return { body: { _embedded: { deployedVersions: [deployed] } } }
  if (path.startsWith('/environments/u-1/released')) return { body: { _embedded: { releasedVersions: [deployed] } } }
  if (path === '/environments/u-1/resources') return { body: environmentResources }
  if (path.startsWith('/environments')) return { body: environment }
  if (path.startsWith('/deployed-versions') || path.startsWith('/released-versions')) return { body: deployed }
  if (path === '/overrides') return { body: { _embedded: { overrides: [overridden] } } }
  if (path.includes('/overrides/')) return { body: overridden }
  if (/^\/pacticipants\/web\/(versions\/7|latest-version)/.test(path)) return { body: version }
  if (path.startsWith('/pacticipants/web/branches'))
    return { body: { _embedded: { branches: [{ name: 'main', createdAt: '2026' }] }, _links: {} } }
  if (path === '/pacticipants/web')
    return { body: { name: 'web', displayName: 'Web', mainBranch: 'main', _embedded: { latestVersion: { number: '7' } } } }
  if (path === '/pacticipants') return { body: { _embedded: { pacticipants: [{ name: 'web', displayName: 'Web' }] } } }
  if (path === '/pacts/latest') {
    return { body: { pacts: [{ _embedded: { consumer: { name: 'web', _embedded: { version } }, provider: { name: 'api' } } }] } }
  }
  if (path.startsWith('/matrix')) {
    return { body: { summary: { deployable: null }, notices: [], matrix: [row(true), row(false), row(undefined)] } }
  }
  if (path.endsWith('/comparisons')) return { body: { _embedded: { comparisons: [comparison] } } }
  if (path === '/comparisons/8') {
    const _links = { 'soloist:compare-again': { href: 'http://broker/comparisons/8/compare-again' } }
    return { body: { ...comparison, id: 8, findings: [{ ...finding, code: 'judge.budget' }], _links } }
  }
  if (path === '/comparisons/7/compare-again') return { status: 202, body: { ...comparison, state: 'queued', findings: [] } }
  if (path === '/comparisons/7') return { body: { ...comparison, findings: [finding], findingsLeftOut: 3 } }
  if (path.includes('/provider-states')) {
    return { body: { providerStates: [{ name: 'a user', params: { id: 1 }, consumers: ['app', 'web'] }] } }
  }
  if (path.includes('/diff/')) return { body: 'one changed\n' }
  if (path.startsWith('/dashboard')) return { body: { items: [dashboardItem], page: { totalElements: 3 } } }
  if (path.startsWith('/integrations')) {
    return { body: { _embedded: { integrations: [{ consumer: { name: 'web' }, provider: { name: 'api' } }] } } }
  }
  if (path === '/metrics') return { body: { tags: { count: 3, distinctCount: 2 }, matrix: { count: -1 } } }
  if (path.startsWith('/pacts')) return { body: '{"price":1.0}' }
  if (/^\/(triggered-)?webhooks/.test(path)) return webhookReply(line)
  if (path === '/sharing-exceptions') {
    return { body: line.startsWith('GET') ? { _embedded: { sharingExceptions: [exception] } } : exception }
  }
  if (path === '/policies' && line.startsWith('GET')) {
    return {
      body: {
        _embedded: { policies: [{ uuid: 'p-1', kind: 'no-content', rule: 'warn', reason: 'because', environment: 'test' }] }
      }
    }
  }
  if (path === '/policies/changes') {
    const before = { kind: 'no-content', rule: 'warn', environment: 'test' }
    const change = {
      policy: 'p-1',
      change: 'changed',
      by: 'ann',
      reason: 'because',
      before,
      after: { ...before, rule: 'unknown' }
    }
    return { body: { _embedded: { changes: [{ ...change, changedAt: '2026' }] } } }
  }
  if (path === '/policies') return { body: { uuid: 'p-1', kind: 'no-content', rule: 'warn', environment: 'test' } }
  return undefined
}

const exception = {
  uuid: 'e-1',
  path: 'db',
  applications: ['api', 'web'],
  until: '2026-01-31',
  counts: false,
  reason: 'because'
}
const sides = [
  { name: 'api', path: 'db/orders', access: 'reads', versions: ['3'] },
  { name: 'web', path: 'db', access: 'owns', versions: ['7', '8'] }
]
const environmentResources = {
  conflicts: [
    { path: 'db/orders', owners: ['web'], applications: sides },
    { path: 'allowed', owners: [], applications: sides, exception: { uuid: 'e-1', until: '2026-01-31', reason: 'because' } }
  ],
  applications: [{ name: 'web', versions: [{ number: '7', declared: true, resources: [{ path: 'db', access: 'owns' }] }] }],
  undeclared: ['shop']
}

const webhook = {
  uuid: 'w-1',
  description: 'Build',
  consumer: { name: 'web' },
  provider: { label: 'core' },
  enabled: true,
  events: [{ name: 'contract_published' }],
  request: { method: 'POST', url: 'https://ci.example.org/x', headers: { Accept: 'a/b' }, body: { a: 1 } }
}
const call = {
  uuid: 't-1',
  name: 'POST ci',
  eventName: 'contract_published',
  consumerName: 'web',
  providerName: 'api',
  attemptsMade: 7,
  triggeredAt: '2026'
}

function webhookReply(line: string) {
  if (line.endsWith('/execute')) return { body: { success: true, logs: 'seen' } }
  if (line.endsWith('/signing-secret')) return { body: { signingSecret: 'whsec_y' } }
  if (line.endsWith('/logs')) return { body: { executions: [{ logs: 'one' }, { logs: 'two' }] } }
  if (line.endsWith('/dead-letters/replay')) return { body: { replayed: 2 } }
  if (line.endsWith('/dead-letters')) return { body: { _embedded: { triggeredWebhooks: [call] } } }
  if (line.includes('/triggered-webhooks')) return { body: call }
  if (line === 'GET /webhooks') return { body: { _embedded: { webhooks: [webhook] } } }
  return { body: line.startsWith('GET') ? webhook : { ...webhook, signingSecret: 'whsec_x' } }
}

const web = ['-a', 'web']
const web7 = [...web, '-e', '7']
const there = ['--environment', 'test']

const cases: Array<[words: string[], stdout: RegExp, lastLine: string, body?: object]> = [
  [
    ['record-deployment', ...web7, ...there, '--application-instance', 'blue'],
    /^Recorded: web 7 \(instance blue\) is deployed to test\n$/,
    'POST /pacticipants/web/versions/7/deployed-versions/environment/u-1',
    { applicationInstance: 'blue' }
  ],
  [['record-undeployment', ...web, ...there], /^Recorded: web 7 is deployed to test no more/, 'PATCH /deployed-versions/d-1'],
  [
    ['record-release', ...web7, ...there],
    /web 7 is released and supported in test/,
    'POST /pacticipants/web/versions/7/released-versions/environment/u-1'
  ],
  [['record-support-ended', ...web7, ...there], /web 7 is supported in test no more/, 'PATCH /released-versions/d-1'],
  [
    ['record-verification', '--provider', 'api', '-a', '5', '-c', 'web', '--sha', 'ab', '--success', 'false', '--branch', 'main'],
    /api 5 breaks the contract of web ab/,
    'POST /pacts/provider/api/consumer/web/pact-version/ab/verification-results',
    { success: false, providerApplicationVersion: '5' }
  ],
  [
    ['create-environment', '--name', 'test', '--no-production', '--contact-name', 'ops', '--contact-email-address', 'o@x'],
    /^Created environment test \(not production\), u-1/,
    'POST /environments',
    { name: 'test', production: false, contacts: [{ name: 'ops', details: { emailAddress: 'o@x' } }] }
  ],
  [
    ['update-environment', '--uuid', 'u-1', '--production'],
    /^Updated/,
    'PUT /environments/u-1',
    { name: 'test', displayName: 'Test', production: true }
  ],
  [['delete-environment', ...there], /^Deleted environment test/, 'DELETE /environments/u-1'],
  [
    ['describe-environment', ...there],
    /Test \(test\), not production, u-1\n\nAPPLICATION {2}VERSION[\s\S]*web {10}7[\s\S]*\(released\)/,
    'GET /environments/u-1/released-versions/currently-supported'
  ],
  [
    ['list-environments'],
    /^NAME {2}DISPLAY NAME {2}KIND {12}UUID\ntest {2}Test {10}not production {2}u-1\n$/,
    'GET /environments'
  ],
  [
    ['create-or-update-pacticipant', '--name', 'web', '--main-branch', 'main'],
    /^Kept: web \(Web\), main branch main, newest version 7/,
    'PATCH /pacticipants/web',
    { name: 'web', mainBranch: 'main' }
  ],
  [['describe-application', ...web], /^web \(Web\)/, 'GET /pacticipants/web'],
  [['list-applications'], /^NAME[\s\S]*\nweb/, 'GET /pacticipants'],
  [['list-applications', '--label', 'core'], /\nweb/, 'GET /pacticipants/label/core'],
  [['rename-application', ...web, '--to', 'shop'], /^Renamed: web/, 'POST /pacticipants/web/rename', { name: 'shop' }],
  [['retire', ...web], /^Retired: web \(Web\), before named w/, 'POST /pacticipants/web/retire'],
  [['reinstate', ...web], /^In use again: web/, 'POST /pacticipants/web/reinstate'],
  [['add-label', ...web, '--label', 'core'], /^Labelled web with core/, 'PUT /pacticipants/web/labels/core'],
  [['remove-label', ...web, '-l', 'core'], /no more label core/, 'DELETE /pacticipants/web/labels/core'],
  [['list-labels'], /^core\n$/, 'GET /labels'],
  [
    ['set-topic', ...web, '--topic', 'orders', '--retention', '12h'],
    /^Messages on orders of web are read for 12h/,
    'PUT /pacticipants/web/topics/orders',
    { retention: '12h' }
  ],
  [['list-topics', ...web], /orders {2}forever {4}in a document/, 'GET /pacticipants/web/topics'],
  [
    ['delete-topic', ...web, '--topic', 'orders'],
    /^Nothing is said any more of the topic orders of web/,
    'DELETE /pacticipants/web/topics/orders'
  ],
  [['check', ...there], /^Yes, everything that is live in test \(1 version\) is proved/, 'GET /environments/u-1/check'],
  [['expire-branches', '--dry-run'], /^Would be removed: 1\n[\s\S]*web {10}old {5}2025/, 'GET /expired-branches'],
  [['expire-branches', ...web], /^Removed: 1/, 'DELETE /expired-branches?pacticipant=web'],
  [
    ['record-release', ...web7, ...there, '--supported-until', '2030-01-31'],
    /web 7 is released and supported in test/,
    'POST /pacticipants/web/versions/7/released-versions/environment/u-1',
    { supportedUntil: '2030-01-31' }
  ],
  [
    ['create-or-update-application', ...web, '--owner', 'team a', '--contact', '#a'],
    /^Kept: web/,
    'PATCH /pacticipants/web',
    { name: 'web', owner: 'team a', contact: '#a' }
  ],
  [['delete-application', ...web], /^Deleted web/, 'DELETE /pacticipants/web'],
  [
    ['create-or-update-version', ...web7, '--branch', 'main'],
    /^Kept: web 7\n {2}branches: main\n {2}tags: dev\n {2}build: https:\/\/ci\/7/,
    'PATCH /pacticipants/web/versions/7'
  ],
  [['describe-version', ...web], /^web 7/, 'GET /pacticipants/web/latest-version'],
  [['describe-version', ...web, '--latest', 'prod'], /^web 7/, 'GET /pacticipants/web/latest-version/prod'],
  [['describe-version', ...web7], /^web 7/, 'GET /pacticipants/web/versions/7'],
  [['create-version-tag', ...web7, '-t', 'a', '-t', 'b'], /^Tagged web 7 with a, b/, 'PUT /pacticipants/web/versions/7/tags/b'],
  [['delete-version-tag', ...web7, '-t', 'a'], /no more tag a/, 'DELETE /pacticipants/web/versions/7/tags/a'],
  [['list-branches', ...web], /main {2}2026/, 'GET /pacticipants/web/branches'],
  [['delete-branch', ...web, '--branch', 'x'], /^Deleted branch x of web/, 'DELETE /pacticipants/web/branches/x'],
  [['list-latest-contracts'], /web {7}7 {8}api/, 'GET /pacts/latest'],
  [
    ['get-contract', '-c', 'web', '--provider', 'api', '--branch', 'main'],
    /^\{"price":1\.0\}\n$/,
    'GET /pacts/provider/api/consumer/web/branch/main/latest'
  ],
  [
    ['diff-contracts', '-c', 'web', '--provider', 'api', '--version', '7', '--other-version', '6'],
    /^one changed\n$/,
    'GET /pacts/provider/api/consumer/web/version/7/diff/version/6'
  ],
  [
    ['list-provider-states', '--provider', 'api', '--environment', 'test'],
    /a user {2}\{"id":1\} {4}app, web/,
    'GET /pacts/provider/api/provider-states/environment/test'
  ],
  [
    ['matrix', ...web7, '--success', 'unknown', '--limit', '3'],
    /success\nweb[\s\S]*failed\nweb {7}7 {8}api {7}– {8}unknown\n$/,
    'GET /matrix?q%5B%5D%5Bpacticipant%5D=web&q%5B%5D%5Bversion%5D=7&success%5B%5D=&limit=3'
  ],
  [
    ['dashboard', '-c', 'web', '--provider', 'api'],
    /STATUS\nweb {7}7 {8}dev {3}api {7}– {8}failed pending\n… and 2 more/,
    'GET /dashboard/provider/api/consumer/web?size=1000'
  ],
  [['list-integrations', '--search', 'w'], /^CONSUMER {2}PROVIDER\nweb {7}api\n$/, 'GET /integrations?q=w'],
  [
    ['delete-integration', '-c', 'web', '--provider', 'api'],
    /^Deleted what web and api had/,
    'DELETE /integrations/provider/api/consumer/web'
  ],
  [['metrics'], /^WHAT[^\n]*\ntags {17}3\ntags, distinctCount {2}2\n$/, 'GET /metrics'],
  [
    ['set-policy', '--kind', 'no-content', '--rule', 'warn', '--reason', 'because', '--environment', 'test'],
    /^Kept: no-content warn environment test, p-1/,
    'PUT /policies',
    { kind: 'no-content', rule: 'warn', reason: 'because', environment: 'test' }
  ],
  [['list-policies'], /no-content {2}warn {2}environment test {2}because/, 'GET /policies'],
  [['delete-policy', '--uuid', 'p-1', '--reason', 'old'], /^Deleted policy p-1/, 'DELETE /policies/p-1?reason=old'],
  [
    ['override', ...web7, ...there, '--reason', 'down', '--by', 'ann', '--until', '2026-02-01'],
    /^OVERRIDDEN: ann answers for web 7 in test until 2026, for:\n {2}- It was never verified\.\n.*revoke-override --uuid o-1/,
    'POST /pacticipants/web/versions/7/overrides/environment/u-1',
    { reason: 'down', by: 'ann', until: '2026-02-01' }
  ],
  [['list-overrides'], /valid {2}web {10}7 {8}test {9}ann {2}2026 {3}down {4}o-1/, 'GET /overrides'],
  [['revoke-override', '--uuid', 'o-1', '--reason', 'done'], /^Revoked override o-1/, 'DELETE /overrides/o-1?reason=done'],
  [
    ['list-policy-changes'],
    /2026 {2}ann {2}changed {2}no-content {2}warn → unknown {2}environment test {2}because {2}p-1/,
    'GET /policies/changes'
  ],
  [
    ['declare-resources', '-a', 'web', '--version', '7', '-r', 'db/orders=owns,irreversible', '-r', 'a=b=reads'],
    /^Declared: web 7 uses 2 stores\n {2}owns db\/orders \(irreversible\)\n {2}reads a=b\n/,
    'PUT /pacticipants/web/versions/7/resources',
    {
      resources: [
        { path: 'db/orders', access: 'owns', irreversible: true },
        { path: 'a=b', access: 'reads' }
      ]
    }
  ],
  [
    ['declare-resources', '-a', 'web', '--version', '7', '--none'],
    /^Declared: web 7 uses no store\n/,
    'PUT /pacticipants/web/versions/7/resources',
    { resources: [] }
  ],
  [
    ['resources', '--environment', 'test'],
    /^test: 1 store is shared\n {2}✗ db\/orders: api 3 reads db\/orders, web 7 and 8 owns db \(owned by web\)\n {2}· allowed: .*\n {6}Allowed until 2026-01-31: because\n {2}\? shop has declared nothing\n {2}· web 7: owns db\n/,
    'GET /environments/u-1/resources'
  ],
  [
    ['allow-sharing', '--path', 'db', '-a', 'web', '-a', 'api', '--until', '2026-01-31', '--reason', 'because'],
    /^Kept: api and web may share db in any environment until 2026-01-31, e-1\n/,
    'PUT /sharing-exceptions',
    { path: 'db', applications: ['web', 'api'], until: '2026-01-31', reason: 'because' }
  ],
  [['list-sharing-exceptions'], /db {4}api, web {6}any {10}2026-01-31 \(over\) {2}because {2}e-1/, 'GET /sharing-exceptions'],
  [['delete-sharing-exception', '--uuid', 'e-1'], /^Deleted exception e-1/, 'DELETE /sharing-exceptions/e-1'],
  [
    [
      'create-webhook',
      'https://ci.example.org/x',
      ...['-c', 'web', '--provider-label', 'core', '--contract-published', '--provider-verification-failed'],
      ...['-H', 'Accept: a/b', '-d', '{"a":1}', '--user', 'me:wo:rd', '--no-enabled']
    ],
    /^Created webhook Build, w-1\nIts calls are signed with whsec_x/,
    'POST /webhooks',
    {
      consumer: { name: 'web' },
      provider: { label: 'core' },
      enabled: false,
      events: [{ name: 'contract_published' }, { name: 'provider_verification_failed' }],
      request: {
        method: 'POST',
        url: 'https://ci.example.org/x',
        headers: { Accept: 'a/b' },
        body: { a: 1 },
        username: 'me',
        password: 'wo:rd'
      }
    }
  ],
  [
    ['create-or-update-webhook', '--uuid', 'w-1', 'https://ci.example.org/x', '-X', 'PUT', '-d', 'plain'],
    /^Created webhook Build, w-1/,
    'PUT /webhooks/w-1',
    { request: { method: 'PUT', url: 'https://ci.example.org/x', headers: {}, body: 'plain' } }
  ],
  [['list-webhooks'], /Build {8}web {7}labelled core {2}contract_published {2}yes {6}w-1/, 'GET /webhooks'],
  [
    ['describe-webhook', '--uuid', 'w-1'],
    /^Build, w-1[\s\S]*POST https:\/\/ci\.example\.org\/x\n {2}Accept: a\/b\n{"a":1}/,
    'GET /webhooks/w-1'
  ],
  [['delete-webhook', '--uuid', 'w-1'], /^Deleted webhook w-1/, 'DELETE /webhooks/w-1'],
  [['test-webhook', '--uuid', 'w-1'], /^seen\nThe call succeeded/, 'POST /webhooks/w-1/execute', {}],
  [['renew-webhook-secret', '--uuid', 'w-1'], /^whsec_y\n/, 'POST /webhooks/w-1/signing-secret', {}],
  [
    ['list-comparisons', '--provider', 'api', '--provider-version', '5'],
    /^7 +web +api +fail +1 +0 +2/m,
    'GET /pacticipants/api/versions/5/comparisons'
  ],
  [
    ['describe-comparison', '--id', '7'],
    /^web with api: fail\n {2}✗ It is gone\. \(res\.field\.gone\)\n {6}a thing\n {6}contract \/a, document \/b\n {2}· … and 3 more/,
    'GET /comparisons/7'
  ],
  [['describe-comparison', '--id', '8'], /judge\.budget[\s\S]*\nNext: soloist compare-again --id 8\n/, 'GET /comparisons/8'],
  [
    ['compare-again', '--id', '7'],
    /^Comparison 7 of web with api is due\. See what comes of it: soloist describe-comparison --id 7/,
    'POST /comparisons/7/compare-again'
  ],
  [['list-dead-letters'], /2026 +POST ci +contract_published +web → api +7 +t-1/, 'GET /webhooks/dead-letters'],
  [['replay-webhook', '--uuid', 't-1'], /^Due again: POST ci for contract_published, t-1/, 'POST /triggered-webhooks/t-1/replay'],
  [['replay-webhook', '--all'], /^Due again: 2 calls/, 'POST /webhooks/dead-letters/replay'],
  [['webhook-log', '--uuid', 't-1'], /^one\ntwo\n/, 'GET /triggered-webhooks/t-1/logs']
]

for (const [words, stdout, lastLine, body] of cases) {
  t.test(`soloist ${words.join(' ')}`, async t => {
    const { baseUrl, recorded } = await recordingBroker(t, reply)
    const env = { SOLOIST_BROKER_URL: baseUrl }
    const text = await runCommand(words, { env })
    t.match(text, { code: 0, stdout })
    t.equal(recorded.at(-1)?.line, lastLine)
    if (body !== undefined) t.same(recorded.at(-1)?.body, body)
    const json = await runCommand([...words, '--output', 'json'], { env })
    t.equal(json.code, 0)
    t.doesNotThrow(() => JSON.parse(json.stdout), 'with --output json, stdout is JSON and nothing else')
  })
}

t.test('every command is tried', async t => {
  const elsewhere = [
    'serve',
    'check-config',
    'import',
    'clean',
    'publish',
    'can-i-deploy',
    'can-i-merge',
    'publish-provider-contract',
    'apply',
    'simulate',
    'diff',
    'who-uses',
    // Against a broker, in windows.ts.
    'deprecate',
    'can-i-remove',
    'can-i-deprecate',
    'windows',
    // Against a broker, in autonomy.ts.
    'verdicts',
    'replay-verdict',
    'autonomy',
    // In leaving.ts.
    'plan',
    'missing',
    'can-i-undeploy',
    'can-i-end-support',
    'can-i-rollback',
    // Against a broker, in live-set.ts.
    'rollout',
    'list-reservations',
    'release-reservation',
    'fingerprint'
  ]
  const tried = new Set(cases.map(([[name]]) => name))
  t.same(
    commands.filter(
      ({ name, aliases = [] }) => ![name, ...aliases, ...elsewhere].some(each => tried.has(each) || elsewhere.includes(name))
    ),
    []
  )
})

t.test('a contract is written to a file as it is', async t => {
  const { baseUrl } = await recordingBroker(t, reply)
  const folder = t.testdir()
  const words = ['get-contract', '-c', 'web', '--provider', 'api', '-b', baseUrl, '--file']
  t.match(await runCommand([...words, 'pact.json'], { folder }), { code: 0, stdout: '' })
  t.equal(readFileSync(`${folder}/pact.json`, 'utf8'), '{"price":1.0}')
  t.match(await runCommand([...words, 'none/pact.json'], { folder }), { code: 3, stderr: /none\/pact\.json cannot be written/ })
})

t.test('a tag needs its version, unless it may be created', async t => {
  const { baseUrl, lines } = await recordingBroker(t, line => (line.startsWith('GET') ? { status: 404 } : {}))
  const words = ['create-version-tag', ...web7, '-t', 'x', '-b', baseUrl]
  t.match(await runCommand(words), { code: 3 })
  t.match(await runCommand([...words, '--auto-create-version']), { code: 0 })
  t.same(lines(), ['GET /pacticipants/web/versions/7', 'PUT /pacticipants/web/versions/7/tags/x'])
})

t.test('a branch that is not there is an error, unless it may be absent', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ status: 404 }))
  const words = ['delete-branch', ...web, '--branch', 'x', '-b', baseUrl]
  t.match(await runCommand(words), { code: 3 })
  t.match(await runCommand([...words, '--no-error-when-not-found']), { code: 0, stderr: /nothing to delete/ })
})

t.test('exit codes tell who has to do something', async t => {
  const answering = async (status: number) => (await recordingBroker(t, () => ({ status }))).baseUrl
  const codeAt = async (url: string) => (await runCommand(['describe-application', ...web, '-b', url])).code
  for (const status of [400, 401, 403, 404, 409, 422]) t.equal(await codeAt(await answering(status)), 3, `${status}`)
  t.equal(await codeAt(await answering(500)), 4, '500')
  t.equal(await codeAt(await silentAddress()), 4, 'nobody there')
  t.equal(await codeAt('broker.test'), 3, 'an address that is none')
})

t.test('credentials come from options, else SOLOIST_*, else PACT_BROKER_*; never from two places', async t => {
  const { baseUrl, recorded } = await recordingBroker(t, reply)
  const pact = { PACT_BROKER_BASE_URL: baseUrl, PACT_BROKER_USERNAME: 'me', PACT_BROKER_PASSWORD: 'secret' }
  const soloist = { ...pact, SOLOIST_TOKEN: 'ours', SOLOIST_USERNAME: '' }
  await runCommand(['list-environments'], { env: pact })
  await runCommand(['list-environments'], { env: soloist })
  await runCommand(['list-environments', '-k', 'given'], { env: soloist })
  await runCommand(['list-environments', '-u', 'you', '--custom-header', 'X-A: b: c'], { env: pact })
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  t.same(
    recorded.map(({ headers }) => headers.authorization),
    [basic('me:secret'), 'Bearer ours', 'Bearer given', basic('you:secret')]
  )
  t.equal(recorded[3]?.headers['x-a'], 'b: c')
})

t.test('help, the version and misspelt commands', async t => {
  const all = await runCommand([])
  t.equal(all.code, 0)
  for (const { name } of commands) t.match(all.stdout, `  ${name} `)
  for (const command of commands) {
    const one = await runCommand(['help', command.name])
    t.equal(one.code, 0)
    for (const option of Object.keys(optionsOf(command))) t.match(one.stdout, option, `${command.name} tells --${option}`)
    t.same(await runCommand([command.name, '--help']), one)
  }
  t.match(await runCommand(['list-environments', '-h']), { code: 0, stdout: /^soloist list-environments/ })
  t.match(await runCommand(['--version']), { code: 0, stdout: '1.2.3\n' })
  t.match(await runCommand(['pubish']), { code: 3, stderr: /no command pubish\. Did you mean publish\?/, stdout: '' })
  t.match(await runCommand(['help', 'pubish']), { code: 3 })
  t.match(await runCommand(['record-release', '-a', 'web', '--version', '7']), { code: 3, stderr: /Missing: --environment/ })
})

t.test('letters of options do not clash', async t => {
  for (const command of commands) {
    const letters = Object.values(optionsOf(command)).flatMap(({ short }) => short ?? [])
    t.equal(new Set(letters).size, letters.length, command.name)
  }
})

t.test('docs/command.md tells every command and option', async t => {
  const text = readFileSync(new URL('../../../docs/command.md', import.meta.url), 'utf8')
  for (const command of commands) {
    const section = text.split(`\n### \`${command.name}\`\n`)[1]?.split('\n### ')[0] ?? ''
    t.not(section, '', `${command.name} has its section`)
    for (const option of Object.keys(command.options)) t.match(section, `--${option}`, `${command.name} tells --${option}`)
    const rows = [...section.matchAll(/^\| `(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option)
    t.same(rows, [...new Set(rows)], `${command.name} tells each once`)
  }
  for (const option of Object.keys(optionsOf(commands[0] as (typeof commands)[number]))) t.match(text, `--${option}`)
})
