import t from 'tap'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const reason = {
  code: 'provider-not-deployed',
  outcome: 'unknown',
  sentence: 'api is not there.',
  clearsByItself: false,
  next: 'Deploy api'
}
const replies: Record<string, object> = {
  'GET /environments': { _embedded: { environments: [{ uuid: 'u1', name: 'production' }] }, _links: {} },
  'GET /pacticipants/api/versions/1/can-i-undeploy/environment/u1': {
    answer: 'no',
    pacticipant: 'api',
    version: '1',
    consumers: [{ name: 'web', version: '2', answer: 'no', reasons: [reason] }]
  },
  'GET /pacticipants/api/versions/1/can-i-end-support/environment/u1': {
    answer: 'yes',
    pacticipant: 'api',
    version: '1',
    consumers: []
  },
  'GET /pacticipants/api/can-i-rollback/environment/u1': {
    answer: 'no',
    pacticipant: 'api',
    slots: [
      { current: '2', target: '1', verdict: { answer: 'yes', alone: 'yes', reasons: [] } },
      { applicationInstance: 'blue', current: '2', target: null },
      {
        applicationInstance: 'green',
        current: '3',
        target: '2',
        changedForGood: ['postgres/api'],
        verdict: { answer: 'yes', alone: 'yes', reasons: [] }
      }
    ]
  },
  'GET /environments/u1/missing': {
    verifications: [
      {
        consumer: 'web',
        consumerVersions: ['1', '2'],
        provider: 'api',
        providerVersion: '3',
        reason: { ...reason, code: 'never-verified', next: 'Verify it' },
        pact: 'http://b/pact'
      }
    ]
  }
}

async function ask(t: Parameters<typeof recordingBroker>[0], ...words: string[]) {
  const { baseUrl } = await recordingBroker(t, line => ({ body: replies[line] ?? {} }))
  return runCommand([...words, '--environment', 'production', '-b', baseUrl])
}

t.test('who would be without a provider is told', async t => {
  const { code, stdout } = await ask(t, 'can-i-undeploy', '-a', 'api', '--version', '1')
  t.equal(code, 1)
  t.equal(
    stdout,
    `No, api 1 cannot be undeployed from production: it is still needed.
  ✗ web 2 would be without it
    ? api is not there.
        Next: Deploy api
`
  )
  const ended = await ask(t, 'can-i-end-support', '-a', 'api', '--version', '1')
  t.equal(ended.code, 0)
  t.match(ended.stdout, /^Yes, api 1 can lose its support in production\.\n {2}✓ No live consumer/)
})

t.test('each slot tells whether there is a way back', async t => {
  const { code, stdout } = await ask(t, 'can-i-rollback', '-a', 'api')
  t.equal(code, 1)
  t.match(stdout, '✓ from 2 to 1: yes')
  t.match(stdout, '✗ blue: before 2 there is nothing to go back to.')
  t.match(stdout, '✗ green: from 3 to 2: no\n    ✗ What 3 did to postgres/api cannot be taken back.')
})

t.test('what is missing is a work list, and an empty one is a yes', async t => {
  const { code, stdout } = await ask(t, 'missing')
  t.equal(code, 2)
  t.equal(
    stdout,
    `1 verification is missing in production.
  ? api 3 with web 1, 2
      Next: Verify it
      http://b/pact
`
  )
})
