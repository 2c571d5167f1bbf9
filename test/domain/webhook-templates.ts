import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type CallFacts, parametersOf, placeholders } from '../../server/domain/webhooks/parameters.ts'
import { signatureHeaders, writtenSecret } from '../../server/domain/webhooks/signature.ts'
import { fillBody, fillText, fillUrl } from '../../server/domain/webhooks/template.ts'

const p = (name: string) => `\${pactbroker.${name}}`
const parameters = { consumerName: 'web "shop"', consumerVersionBranch: 'feat/a&b c*', buildUrl: '' }

t.test('parameters are filled in where they stand', async t => {
  const cases: Array<[says: string, filled: unknown, expected: unknown]> = [
    ['a header gets the value as it is', fillText(`for ${p('consumerName')}!`, parameters), 'for web "shop"!'],
    ['a name that nobody knows stays', fillText(p('nobodyKnows'), parameters), p('nobodyKnows')],
    ['so does one that every object has', fillText(p('constructor'), parameters), p('constructor')],
    ['an empty value leaves nothing', fillText(`<${p('buildUrl')}>`, parameters), '<>'],
    ['a value is not filled in again', fillText(p('a'), { a: p('b'), b: 'x' }), p('b')],
    [
      'a value cannot leave its place in an address',
      fillUrl(`https://ci/x?b=${p('consumerVersionBranch')}&c=${p('consumerName')}`, parameters),
      'https://ci/x?b=feat%2Fa%26b+c*&c=web+%22shop%22'
    ],
    [
      'JSON stays JSON',
      fillBody({ [p('consumerName')]: [p('consumerName')] }, parameters),
      '{"web \\"shop\\"":["web \\"shop\\""]}'
    ],
    ['also when it is given as text', fillBody(` {"a":"${p('consumerName')}"}`, parameters), ' {"a":"web \\"shop\\""}'],
    ['other text gets the value as it is', fillBody(`name=${p('consumerName')}`, parameters), 'name=web "shop"'],
    ['so does what only begins like JSON', fillBody(`[${p('consumerName')}`, parameters), '[web "shop"'],
    ['a number is a body', fillBody(1, parameters), '1'],
    ['null is none', fillBody(null, parameters), undefined]
  ]
  for (const [says, filled, expected] of cases) t.same(filled, expected, says)
})

const facts: CallFacts = {
  ...placeholders,
  event: 'contract_published',
  consumer: 'web',
  consumerTags: ['dev', 'rc'],
  providerLabels: ['core', 'java'],
  providerDescriptions: ['latest from main branch', 'deployed in test']
}

t.test('parameters say what is known, and nothing where nothing is', async t => {
  const cases: Array<[says: string, facts: Partial<CallFacts>, name: string, value: string]> = [
    ['names are given', {}, 'consumerName', 'web'],
    ['lists are joined', {}, 'consumerVersionTags', 'dev, rc'],
    ['labels too', {}, 'providerLabels', 'core, java'],
    ['and reasons', {}, 'providerVersionDescriptions', 'latest from main branch, deployed in test'],
    ['no result is pending', {}, 'githubVerificationStatus', 'pending'],
    ['for Bitbucket as well', {}, 'bitbucketVerificationStatus', 'INPROGRESS'],
    ['a success by its name at GitHub', { verified: true }, 'githubVerificationStatus', 'success'],
    ['at Azure DevOps', { verified: true }, 'azureDevOpsVerificationStatus', 'succeeded'],
    ['a failure by its name at GitLab', { verified: false }, 'gitlabVerificationStatus', 'failed'],
    ['at GitHub', { verified: false }, 'githubVerificationStatus', 'failure'],
    ['at Bitbucket', { verified: false }, 'bitbucketVerificationStatus', 'FAILED'],
    ['the event has a name', {}, 'eventName', 'contract_published'],
    ['no result has no address', {}, 'verificationResultUrl', '']
  ]
  for (const [says, some, name, value] of cases) t.equal(parametersOf({ ...facts, ...some })[name], value, says)
})

t.test('a call is signed over its id, its time and its body', async t => {
  const secret = writtenSecret(Buffer.from('a key'))
  t.equal(secret, `whsec_${Buffer.from('a key').toString('base64')}`)
  const headers = signatureHeaders(secret, { id: 'u-1', attempt: 2, timestamp: 1_700_000_000, body: '{}' })
  t.same(headers, {
    'webhook-id': 'u-1',
    'webhook-timestamp': '1700000000',
    'webhook-attempt': '2',
    'webhook-signature': `v1,${createHmac('sha256', 'a key').update('u-1.1700000000.{}').digest('base64')}`
  })
})

t.test('the check that docs/webhooks.md gives takes a call as it was sent, and no other', async t => {
  const text = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8')
  const snippet = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  const file = join(t.testdir({ 'check.mjs': snippet }), 'check.mjs')
  const { isFromTheBroker } = await import(file)
  const secret = writtenSecret(Buffer.from('a key of thirty-two bytes, or so'))
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = signatureHeaders(secret, { id: 'u-1', attempt: 1, timestamp, body: '{"a":1}' })
  t.equal(isFromTheBroker(headers, '{"a":1}', secret), true)
  t.equal(isFromTheBroker(headers, '{"a":2}', secret), false, 'another body')
  t.equal(isFromTheBroker({ ...headers, 'webhook-id': 'u-2' }, '{"a":1}', secret), false, 'another id')
  t.equal(isFromTheBroker({}, '{"a":1}', secret), false, 'no signature')
  const old = signatureHeaders(secret, { id: 'u-1', attempt: 1, timestamp: timestamp - 1000, body: '' })
  t.equal(isFromTheBroker(old, '', secret), false, 'a call of long ago')
})
