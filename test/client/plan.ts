import t from 'tap'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const plan = (answer: string, outcome: string, rest: object = {}) => ({
  answer,
  outcome,
  sentence: `It is ${outcome}.`,
  pacticipant: 'web',
  version: '2',
  environment: 'production',
  steps: [],
  because: [],
  bounds: [],
  ...rest
})

async function ask(t: Parameters<typeof recordingBroker>[0], document: object) {
  const { baseUrl } = await recordingBroker(t, line =>
    line === 'GET /environments'
      ? { body: { _embedded: { environments: [{ uuid: 'u1', name: 'production' }] }, _links: {} } }
      : { body: document }
  )
  return runCommand(['plan', '-a', 'web', '--version', '2', '--environment', 'production', '-b', baseUrl])
}

t.test('steps are told in their order, with what to do', async t => {
  const steps = [
    {
      kind: 'verify',
      sentence: 'Verify web 2 with api 3.',
      commands: ['verify it'],
      consumer: { name: 'web', version: '2' },
      provider: { name: 'api', version: '3' },
      contract: 'http://b/pact'
    },
    { kind: 'deploy', sentence: 'Deploy api 3.', commands: [], pacticipant: 'api', version: '3' },
    { kind: 'deploy', sentence: 'Deploy web 2.', commands: [], pacticipant: 'web', version: '2' }
  ]
  const { code, stdout } = await ask(t, plan('yes', 'steps', { steps }))
  t.equal(code, 0)
  t.equal(stdout, 'It is steps.\n  ? 1. Verify web 2 with api 3.\n      verify it\n  · 2. Deploy api 3.\n  · 3. Deploy web 2.\n')
})

t.test('what has to go together is a no, with what forces it; where a bound was hit, nothing found is unknown', async t => {
  const because = [{ code: 'verification-failed', outcome: 'fail', sentence: 'web 2 fails with api 1.', clearsByItself: false }]
  const together = { kind: 'together', sentence: 'Deploy api 3 and web 2 together.', commands: [], deployments: [] }
  const forced = await ask(t, plan('no', 'together', { steps: [together], because }))
  t.equal(forced.code, 1)
  t.match(forced.stdout, '  ✗ 1. Deploy api 3 and web 2 together.\n  ✗ web 2 fails with api 1.')
  const none = await ask(t, plan('unknown', 'none', { bounds: [{ code: 'states', sentence: 'Not all orders were looked at.' }] }))
  t.equal(none.code, 2)
  t.match(none.stdout, '  ! Not all orders were looked at.')
  t.equal((await ask(t, plan('yes', 'ready'))).code, 0)
})
