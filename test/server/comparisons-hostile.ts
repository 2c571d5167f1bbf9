import { monitorEventLoopDelay } from 'node:perf_hooks'
import t from 'tap'
import { ComparisonThread } from '../../server/comparing/thread.ts'
import { packBody } from '../../server/storage/bodies.ts'
import { apiWith, comparing, offered, settled } from '../comparing.ts'
import { pactOf, tellStory } from '../story.ts'

const many = <Item>(count: number, make: (i: number) => Item) => Array.from({ length: count }, (_, i) => make(i))

/** Each way may be each of the others' ways, level by level: millions of ways through. */
const ways = (levels: number, count: number, leaf: object) =>
  Object.fromEntries(
    many(levels, level => [
      `L${level}`,
      {
        oneOf: many(count, way => ({
          type: 'object',
          properties: {
            [`k${way}`]: level + 1 < levels ? { $ref: `#/components/schemas/L${level + 1}` } : leaf,
            n: { maximum: way }
          }
        }))
      }
    ])
  )

const withSchema = (schema: object, schemas: object = {}) => ({
  ...apiWith([]),
  components: { schemas },
  paths: { '/things/1': { get: { responses: { 200: { description: 'x', content: { 'application/json': { schema } } } } } } }
})

const deep = (levels: number) => {
  let schema: object = { type: 'string' }
  for (let i = 0; i < levels; i++) schema = { allOf: [schema] }
  return schema
}

const hostile: Array<[says: string, document: object]> = [
  ['ways times ways', withSchema({ $ref: '#/components/schemas/L0' }, ways(12, 8, { type: 'string' }))],
  [
    'allOf that leads back to itself',
    withSchema({ $ref: '#/components/schemas/A' }, { A: { allOf: [{ $ref: '#/components/schemas/A' }] } })
  ],
  [
    'references in a circle',
    withSchema(
      { $ref: '#/components/schemas/A' },
      { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }
    )
  ],
  ['deep nesting', withSchema(deep(40))],
  ['a hundred thousand values', withSchema({ enum: many(100_000, i => `v${i}`) })],
  ['patterns that are slow elsewhere', withSchema({ type: 'object', properties: { id: { type: 'string', pattern: '^(a+)+$' } } })]
]

t.test('hostile documents end in a finding, or are refused, and questions are answered meanwhile', async t => {
  const story = await tellStory(t, { config: { comparisonTimeout: 3000 } })
  comparing(t, story)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.deployed('web', '1', 'production')
  for (const [i, [, document]] of hostile.entries()) await offered(story, 'api', `${i}`, document, true)
  await settled(story, 60_000)
  for (const [i, [says]] of hostile.entries()) {
    const { _embedded } = (await story.get(`/pacticipants/api/versions/${i}/comparisons`)).body
    t.match(_embedded.comparisons[0], { state: 'done', outcome: /^(fail|undecided|warn)$/ }, says)
    t.ok(_embedded.comparisons[0].duration < 4500, `${says}: ${_embedded.comparisons[0].duration} ms`)
    t.not((await story.canIDeploy('api', `${i}`, 'production')).verdict.answer, 'yes', says)
  }
  // An alias bomb is not even taken.
  const bomb = `openapi: 3.0.0\ninfo: {title: x, version: '1'}\npaths: {}\nx0: &x0 [a, b]\n${many(30, i => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]`).join('\n')}\n`
  const refused = await story.request('POST', '/provider-contracts/provider/api/publish', {
    pacticipantVersionNumber: 'bomb',
    contract: { content: Buffer.from(bomb).toString('base64') }
  })
  t.equal(refused.status, 400)
})

t.test('no comparison holds up an answer', async t => {
  const story = await tellStory(t, { config: { comparisonTimeout: 2500 } })
  await story.environment('production')
  // Each interaction may cost half a second; together they outlive the deadline.
  const pact = pactOf('web', 'api', 1)
  const interactions = many(200, i => ({
    ...pact.interactions[0],
    description: `request ${i}`,
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: nest(11, i) }
  }))
  await story.published('web', '1', { api: { ...pact, interactions } })
  await story.published('app', '1', { api: 2 })
  await story.verified('app', '1', 'api', '1')
  await story.deployed('web', '1', 'production')
  await offered(story, 'api', '2', withSchema({ $ref: '#/components/schemas/L0' }, ways(12, 8, { type: 'integer' })), true)
  await story.canIDeploy('app', '1', 'production')
  comparing(t, story)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const ended = settled(story, 30_000)
  let asked = 0
  let over = false
  void ended.then(() => (over = true))
  while (!over) {
    await story.canIDeploy('app', '1', 'production', `&ignore[][pacticipant]=x${asked++}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  delay.disable()
  t.ok(asked > 50, `${asked} questions were answered meanwhile`)
  // On the thread that answers, the comparison would have held it up for all of its two seconds.
  t.ok(delay.max / 1e6 < 700, `nobody waited longer than ${Math.round(delay.max / 1e6)} ms`)
  const [comparison] = (await story.get('/pacticipants/api/versions/2/comparisons')).body._embedded.comparisons
  t.ok(comparison.duration > 1000, `it took ${comparison.duration} ms`)
  t.match(comparison, { state: 'done', outcome: /^(undecided|fail)$/ })
})

const nest = (levels: number, i: number): object => (levels === 0 ? { n: i } : { [`k${i % 8}`]: nest(levels - 1, i + 1), n: i })

t.test('a thread that overruns its deadline or its memory is ended, and the next job has another', async t => {
  const thread = new ComparisonThread({ deadline: 1, memory: 512 })
  t.teardown(() => thread.stop())
  const job = {
    contract: { envelope: packBody(JSON.stringify(pactOf('web', 'api', 1))), interactions: [] },
    setId: 1,
    documents: [{ name: 'default', ...packBody(JSON.stringify(apiWith([1]))) }]
  }
  const late = await thread.compare(job)
  t.match(late, { outcome: 'undecided', findings: [{ code: 'judge.budget', sentence: /longer than 0\.001 seconds/ }] })

  const small = new ComparisonThread({ deadline: 30_000, memory: 64 })
  t.teardown(() => small.stop())
  const large = JSON.stringify(withSchema({ enum: many(400_000, i => ({ [`value ${i}`]: i })) }))
  const tooMuch = await small.compare({ ...job, documents: [{ name: 'default', ...packBody(large) }] })
  t.match(tooMuch, { outcome: 'undecided', findings: [{ code: 'judge.budget', sentence: /more than 64 MB of memory/ }] })
  t.match(await small.compare(job), { outcome: 'pass', findings: [] })
  t.ok(small.holds(1))
  await small.stop()
  t.notOk(small.holds(1))
})

t.test('a server that stops gives back what it was comparing', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  const pact = pactOf('web', 'api', 1)
  const interactions = many(200, i => ({
    ...pact.interactions[0],
    description: `request ${i}`,
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: nest(11, i) }
  }))
  await story.published('web', '1', { api: { ...pact, interactions } })
  await story.deployed('web', '1', 'production')
  await offered(story, 'api', '1', withSchema({ $ref: '#/components/schemas/L0' }, ways(12, 8, { type: 'integer' })), true)
  const stateOf = async () => (await story.get('/pacticipants/api/versions/1/comparisons')).body._embedded.comparisons[0].state
  const running = comparing(t, story)
  while ((await stateOf()) !== 'running') await new Promise(resolve => setTimeout(resolve, 20))
  await running.stop()
  t.equal(await stateOf(), 'queued')
})
