import t from 'tap'
import { encodeToken, type Metadata } from '../../server/domain/metadata-token.ts'
import { afterAttempt, attemptsRemaining } from '../../server/domain/webhooks/after-attempt.ts'
import { type Definition, definitionErrors, eventsOf } from '../../server/domain/webhooks/check-definition.ts'
import { executionLog, redacted } from '../../server/domain/webhooks/execution-log.ts'
import { reportedFor } from '../../server/domain/webhooks/fan-out.ts'
import { type Requirement, requiredVersions } from '../../server/domain/webhooks/required-verifications.ts'
import { withKeptSecrets, withoutSecrets } from '../../server/domain/webhooks/secrets.ts'
import { listening, nameOf, type WebhookRequest } from '../../server/domain/webhooks/webhook.ts'

const p = (name: string) => `\${pactbroker.${name}}`
const allowed = { webhookMethods: ['POST'], webhookSchemes: ['https'], webhookHosts: [] }
const request = { method: 'POST', url: 'https://ci.example.org/build' }
const uuid = 'abcdefgh-12345678'

t.test('a definition is refused by field, with the reason', async t => {
  const cases: Array<[says: string, definition: Partial<Definition>, field: string | undefined, message?: RegExp]> = [
    ['the least there can be', {}, undefined],
    ['a side may be left out, or null', { consumer: null }, undefined],
    ['by name', { consumer: { name: 'web' } }, undefined],
    ['by label', { provider: { label: 'core' } }, undefined],
    ['but not both', { consumer: { name: 'web', label: 'core' } }, 'consumer.label', /together/],
    ['nor neither', { provider: {} }, 'provider.name', /missing/],
    ['a name is not blank', { provider: { name: ' ' } }, 'provider.name', /blank/],
    ['an unknown event', { events: [{ name: 'x' }] }, 'events', /one of: contract_published.*at index 0/],
    ['no event at all', { events: [] }, 'events', /less than 1/],
    ['what cannot be subscribed to', { events: [{ name: 'contract_content_unchanged' }] }, 'events', /one of/],
    ['a method that is not allowed', { request: { ...request, method: 'GET' } }, 'request.method', /POST/],
    ['a method in lower case', { request: { ...request, method: 'post' } }, undefined],
    ['a path is no address', { request: { ...request, url: '/build' } }, 'request.url', /absolute/],
    ['a scheme that is not allowed', { request: { ...request, url: 'http://ci/' } }, 'request.url', /https/],
    ['a parameter in the query', { request: { ...request, url: `https://ci/?x=${p('pactUrl')}` } }, undefined],
    ['a parameter in the host', { request: { ...request, url: `https://${p('consumerName')}/` } }, 'request.url', /host/],
    ['credentials in the address', { request: { ...request, url: 'https://a:b@ci/' } }, 'request.url', /credentials/],
    ['a header with a line break', { request: { ...request, headers: { a: 'b\r\nc: d' } } }, 'request.headers', /lines/],
    ['a header without a name', { request: { ...request, headers: { 'a b': 'c' } } }, 'request.headers', /header name/]
  ]
  for (const [says, definition, field, message] of cases) {
    const errors = definitionErrors({ request, ...definition }, allowed)
    t.same(Object.keys(errors), field === undefined ? [] : [field], says)
    if (field !== undefined && message !== undefined) t.match(errors[field]?.[0], message, says)
  }
  t.same(definitionErrors({ request }, allowed, uuid), {}, 'a uuid of 16 characters or more')
  t.match(definitionErrors({ request }, allowed, 'short'), { uuid: [/16 or more/] })
})

t.test('events keep their order, once each, and have a default', async t => {
  t.same(eventsOf({ request }), ['contract_content_changed'])
  const events = ['provider_verification_failed', 'contract_published', 'contract_published'].map(name => ({ name }))
  t.same(eventsOf({ request, events }), ['provider_verification_failed', 'contract_published'])
})

t.test('only enabled webhooks that wait for the event are called', async t => {
  const webhooks = [
    { id: 1, enabled: 1, events: ['contract_published'] },
    { id: 2, enabled: 0, events: ['contract_published'] },
    { id: 3, enabled: 1, events: ['contract_content_changed'] }
  ]
  t.same(
    listening(webhooks, 'contract_published').map(({ id }) => id),
    [1]
  )
  t.equal(nameOf({ method: 'POST', url: 'https://ci.example.org:8443/x?token=1' }), 'POST ci.example.org:8443')
})

t.test('an attempt that failed is repeated by schedule, until there is none left', async t => {
  const schedule = [10, 60]
  const cases: Array<[says: string, success: boolean, made: number, before: number, expected: object]> = [
    ['a success is the end', true, 1, 0, { status: 'success' }],
    ['the first failure waits for the first interval', false, 1, 0, { status: 'retrying', retryIn: 10 }],
    ['the second for the second', false, 2, 0, { status: 'retrying', retryIn: 60 }],
    ['the third is the last', false, 3, 0, { status: 'failure' }],
    ['a replay begins anew', false, 4, 3, { status: 'retrying', retryIn: 10 }],
    ['and ends as the first did', false, 6, 3, { status: 'failure' }]
  ]
  for (const [says, success, made, before, expected] of cases) {
    const { retryIn, ...rest } = afterAttempt(success, { made, before }, schedule)
    t.same(retryIn === undefined ? rest : { ...rest, retryIn }, expected, says)
  }
  t.equal(attemptsRemaining('not_run', { made: 0, before: 0 }, schedule), 3)
  t.equal(attemptsRemaining('retrying', { made: 4, before: 3 }, schedule), 2)
  t.equal(attemptsRemaining('failure', { made: 3, before: 0 }, schedule), 0)
  t.equal(attemptsRemaining('success', { made: 1, before: 0 }, schedule), 0)
})

t.test('each provider version that has to verify is told of once, with all its reasons', async t => {
  const need = (number: string, kind: Requirement['kind'], place: string, branch = 'fix'): Requirement => ({
    number,
    branch,
    kind,
    place
  })
  const versions = requiredVersions([
    need('5', 'main-branch', 'main'),
    need('5', 'deployed', 'production'),
    need('4', 'deployed', 'production', 'old'),
    need('4', 'deployed', 'production', 'old'),
    need('4', 'released', 'store', 'old')
  ])
  t.same(versions, [
    { number: '5', branch: 'main', descriptions: ['latest from main branch', 'deployed in production'] },
    { number: '4', branch: 'old', descriptions: ['deployed in production', 'released in store'] }
  ])
  t.same(requiredVersions([need('1', 'main-tag', 'main')])[0]?.descriptions, ['latest with tag main'])
  t.same(requiredVersions([]), [])
})

t.test('a result is told of once for each consumer version it was selected for', async t => {
  const cases: Array<[says: string, metadata: Metadata, expected: ReturnType<typeof reportedFor>]> = [
    ['nothing is known', { consumerVersions: [], selectors: [] }, []],
    ['a version alone', { consumerVersions: ['7'], selectors: [] }, [{ version: '7', tags: [] }]],
    [
      'selectors of one version are one, with their tags',
      {
        consumerVersions: [],
        selectors: [
          { tag: 'dev', latest: true, consumerVersion: '7' },
          { branch: 'main', consumerVersion: '6' },
          { tag: 'rc', consumerVersion: '7' },
          { tag: 'dev', consumerVersion: '7' }
        ]
      },
      [
        { version: '7', tags: ['dev', 'rc'] },
        { version: '6', tags: [] }
      ]
    ],
    [
      'a selector without a version belongs to the only one',
      { consumerVersions: ['7'], selectors: [{ tag: 'dev' }] },
      [{ version: '7', tags: ['dev'] }]
    ]
  ]
  for (const [says, metadata, expected] of cases) t.same(reportedFor(metadata), expected, says)
  t.ok(encodeToken({ consumerVersions: ['7'], selectors: [] }))
})

const secret: WebhookRequest = {
  ...request,
  headers: { Authorization: 'Bearer x', 'X-Token': p('buildUrl'), 'X-Api-Key': 'k', Accept: 'a/b' },
  body: null,
  username: 'me',
  password: 'word'
}

t.test('secrets are not shown, and kept when they come back hidden', async t => {
  const shown = withoutSecrets(secret)
  t.same(shown.headers, {
    Authorization: '**********',
    'X-Token': p('buildUrl'),
    'X-Api-Key': '**********',
    Accept: 'a/b'
  })
  t.equal(shown.password, '**********')
  t.same(withKeptSecrets(shown, secret), secret, 'what is shown can be sent back')
  t.equal(withKeptSecrets({ ...shown, password: null }, secret).password, 'word', 'no password keeps the old one')
  t.equal(withKeptSecrets({ ...shown, password: 'new' }, secret).password, 'new', 'a new one replaces it')
  t.same(withKeptSecrets({ ...shown, headers: { authorization: '***' } }, secret).headers, { authorization: 'Bearer x' })
  t.same(withKeptSecrets({ ...shown, headers: {} }, secret).headers, {}, 'a header that is left out is gone')
})

t.test('a log tells what was sent and answered, without secrets', async t => {
  const sent = {
    ...request,
    headers: { Authorization: 'Bearer x', 'X-Note': 'my word' },
    body: 'word!',
    username: 'me',
    password: 'word'
  }
  const safe = redacted(sent, { Authorization: 'Bearer x', 'X-Note': 'my word' })
  t.same(safe.headers, { Authorization: '[REDACTED]', 'X-Note': 'my ********' })
  t.equal(safe.body, '********!')
  const received = { status: 500, headers: { server: 'x' }, body: 'y'.repeat(5000) }
  const attempt = { request: safe, received, error: undefined, success: false }
  const at = Date.UTC(2026, 0, 31, 8, 5, 9)
  const open = executionLog({ event: 'test' }, attempt, { at, ending: 'Failed.', showResponse: true })
  t.match(open, /^\[2026-01-31T08:05:09Z\] DEBUG: context {"event":"test"}\n.*POST https:\/\/ci\.example\.org\/build\n/)
  t.match(open, /response status 500\n.*server: x\n.*y{4000}… \(5000 characters\)\n.* WARN: Failed\.$/)
  const closed = executionLog({}, attempt, { at, ending: 'Failed.', showResponse: false })
  t.match(closed, /status 500/)
  t.notMatch(closed, /server: x|yyy/)
  const failed = executionLog(
    {},
    { request: undefined, received: undefined, error: 'no', success: false },
    { at, ending: 'x', showResponse: true }
  )
  t.match(failed, /ERROR: no/)
})
