import t from 'tap'
import { Soloist, SoloistError } from '../../client/index.ts'
import { type Reply, recordingBroker, silentAddress } from '../recording-broker.ts'

const problem = { 'Content-Type': 'application/problem+json;charset=utf-8' }
const plain = { 'Content-Type': 'text/plain;charset=utf-8' }

const cases: Array<[says: string, reply: Reply, code: string, message: RegExp]> = [
  [
    'fields with what is wrong',
    { status: 400, body: { errors: { name: ['is missing'], 'request.url': ['a', 'b'] } } },
    'refused',
    /^name is missing; request\.url a, b \(400 from GET http/
  ],
  ['a list of sentences', { status: 400, body: { errors: ['One.', 'Two.'] } }, 'refused', /^One\.; Two \(400/],
  [
    'a sentence',
    { status: 404, body: { error: 'No web here.' } },
    'not-found',
    /^No web here \(404 from GET .*\/pacticipants\/web\)\.$/
  ],
  ['an error of the broker', { status: 500, body: { error: { message: 'Sorry', reference: 'x' } } }, 'failed', /^Sorry \(500/],
  [
    'notices beside errors',
    {
      status: 409,
      body: {
        notices: [
          { type: 'info', text: 'diff' },
          { type: 'error', text: 'It differs' }
        ],
        errors: { contracts: ['x'] }
      }
    },
    'conflict',
    /^It differs \(409/
  ],
  ['problem+json', { status: 422, headers: problem, body: { title: 'T', detail: 'Bad path' } }, 'refused', /^Bad path \(422/],
  [
    'problem+json with fields',
    { status: 400, headers: problem, body: { title: 'T', errors: [{ pointer: '/name', detail: 'is missing' }] } },
    'refused',
    /^\/name is missing \(400/
  ],
  [
    'plain text',
    { status: 409, headers: plain, body: 'That name is like another.\n' },
    'conflict',
    /^That name is like another \(409/
  ],
  [
    'a page of a proxy',
    { status: 403, headers: { 'Content-Type': 'text/html' }, body: '<html>no</html>' },
    'not-allowed',
    /^The broker answered with status 403 \(403/
  ],
  ['no body', { status: 401, body: '' }, 'not-allowed', /status 401/]
]

for (const [says, reply, code, message] of cases) {
  t.test(`a refusal is told in its own words: ${says}`, async t => {
    const { baseUrl } = await recordingBroker(t, () => reply)
    const asking = new Soloist({ baseUrl }).describeApplication({ application: 'web' })
    const error = await asking.catch((caught: unknown) => caught)
    t.ok(error instanceof SoloistError)
    t.match(error, { code, status: reply.status, message })
    if (typeof reply.body === 'object') t.same((error as SoloistError).body, reply.body)
  })
}

t.test('a broker that is not there is told by its address', async t => {
  const baseUrl = await silentAddress()
  await t.rejects(new Soloist({ baseUrl }).heartbeat(), {
    name: 'SoloistError',
    code: 'unreachable',
    status: undefined,
    message: new RegExp(`^No answer from GET ${baseUrl}/diagnostic/status/heartbeat: .*ECONNREFUSED`),
    cause: Error
  })
})

t.test('something else than a broker is not taken for one', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({
    headers: { 'Content-Type': 'text/html' },
    body: '<html>Please log in</html>'
  }))
  const broker = new Soloist({ baseUrl })
  await t.rejects(broker.index(), { code: 'not-understood', message: /is a broker there/ })
})

t.test('an answer without a summary is no answer', async t => {
  const { baseUrl } = await recordingBroker(t, line => ({ body: line.includes('web') ? {} : { summary: { deployable: 'yes' } } }))
  const broker = new Soloist({ baseUrl })
  const question = { version: '7', environment: 'production' }
  await t.rejects(broker.canIDeploy({ application: 'web', ...question }), { code: 'not-understood' })
  await t.rejects(broker.canIDeploy({ application: 'api', ...question }), { code: 'not-understood' })
})
