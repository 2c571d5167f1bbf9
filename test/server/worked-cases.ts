import t, { type Test } from 'tap'
import { type Story, tellStory } from '../story.ts'

/** Reference 3.10.5: Foo is a consumer of Bar; live means in production. */
type Case = [
  says: string,
  tell: (story: Story) => Promise<unknown>,
  asks: [name: string, version: string],
  deployable: boolean | null,
  answer: string
]

const cases: Case[] = [
  [
    'a consumer verified by the live provider may go',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '2')
      await s.deployed('Bar', '2', 'production')
    },
    ['Foo', '1'],
    true,
    'yes'
  ],
  [
    'a consumer whose provider is not live may not go yet',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '2')
    },
    ['Foo', '1'],
    null,
    'unknown'
  ],
  [
    'a provider without live consumers may go',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '2')
    },
    ['Bar', '2'],
    true,
    'yes'
  ],
  [
    'a provider that has not verified the live consumer is not known to be safe',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '1')
      await s.deployed('Foo', '1', 'production')
      await s.branched('Bar', '2', 'main')
    },
    ['Bar', '2'],
    null,
    'unknown'
  ],
  [
    'a second live provider version that failed is a no, whatever the first says',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '10', false)
      await s.verified('Foo', '1', 'Bar', '11')
      await s.deployed('Bar', '10', 'production', 'blue')
      await s.deployed('Bar', '11', 'production', 'green')
    },
    ['Foo', '1'],
    false,
    'no'
  ],
  [
    'a second live provider version without a result is unknown; the Pact Broker says yes here',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '10')
      await s.branched('Bar', '11', 'main')
      await s.deployed('Bar', '10', 'production', 'blue')
      await s.deployed('Bar', '11', 'production', 'green')
    },
    ['Foo', '1'],
    null,
    'unknown'
  ],
  [
    'one provider fails and another is unknown: the summary is null, the verdict says no',
    async s => {
      await s.published('Foo', '1', { Bar: 1, Baz: 1 })
      await s.verified('Foo', '1', 'Bar', '2', false)
      await s.deployed('Bar', '2', 'production')
    },
    ['Foo', '1'],
    null,
    'no'
  ],
  [
    'a result posted again counts, success or not',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '2')
      await s.deployed('Bar', '2', 'production')
      await s.verified('Foo', '1', 'Bar', '2', false)
    },
    ['Foo', '1'],
    false,
    'no'
  ],
  [
    'content that is known is verified already',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '2')
      await s.deployed('Bar', '2', 'production')
      await s.published('Foo', '5', { Bar: 1 })
    },
    ['Foo', '5'],
    true,
    'yes'
  ],
  [
    'a result that lists its tests and leaves some out proves nothing',
    async s => {
      await s.published('Foo', '1', { Bar: 1 })
      await s.verified('Foo', '1', 'Bar', '2', true, { testResults: [{ interactionId: 'another', success: true }] })
      await s.deployed('Bar', '2', 'production')
    },
    ['Foo', '1'],
    null,
    'unknown'
  ],
  ['a version that nobody knows may not go', s => s.published('Foo', '1', { Bar: 1 }), ['Foo', '99'], false, 'unknown']
]

for (const [says, tell, [name, version], deployable, answer] of cases) {
  t.test(says, async (t: Test) => {
    const story = await tellStory(t)
    await story.environment('production')
    await tell(story)
    const found = await story.canIDeploy(name, version, 'production')
    t.equal(found.summary.deployable, deployable)
    t.equal(found.verdict.answer, answer)
  })
}

const unverified = async (s: Story) => {
  await s.published('Foo', '1', { Bar: 1 })
  await s.branched('Bar', '10', 'main')
  await s.branched('Bar', '11', 'main')
  await s.deployed('Bar', '10', 'production', 'blue')
}
const withSecond = async (s: Story) => {
  await unverified(s)
  await s.deployed('Bar', '11', 'production', 'green')
}
const bar = (version: string) => `&ignore[][pacticipant]=Bar&ignore[][version]=${version}`

/** Foo 1 goes to production, where no Bar verified it. */
const ignoring: Array<
  [says: string, tell: (story: Story) => Promise<unknown>, query: string, deployable: boolean | null, ignored: number]
> = [
  ['the only live version is ignored', unverified, bar('10'), true, 1],
  ['a version that is not live is ignored', unverified, bar('11'), null, 0],
  ['one of two live versions is ignored', withSecond, bar('10'), null, 0],
  ['the other one is', withSecond, bar('11'), null, 0],
  ['both are', withSecond, bar('10') + bar('11'), true, 1],
  ['nothing is live that could be', s => s.published('Foo', '1', { Bar: 1 }), bar('10'), null, 0]
]

for (const [says, tell, query, deployable, ignored] of ignoring) {
  t.test(`without a result: ${says}`, async (t: Test) => {
    const story = await tellStory(t)
    await story.environment('production')
    await tell(story)
    const { summary, verdict } = await story.canIDeploy('Foo', '1', 'production', query)
    t.match({ summary, verdict }, { summary: { deployable, ignored }, verdict: { answer: deployable ? 'yes' : 'unknown' } })
  })
}

t.test('a failing version that is ignored hides no live version without a result', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await withSecond(story)
  await story.verified('Foo', '1', 'Bar', '10', false)
  const { summary } = await story.canIDeploy('Foo', '1', 'production', bar('10'))
  t.match(summary, { deployable: null, unknown: 1, ignored: 1 })
})

t.test('versions that go together are judged as one, and each alone', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('Foo', '1', { Bar: 1 })
  await story.verified('Foo', '1', 'Bar', '2')
  const query = 'q[][pacticipant]=Foo&q[][version]=1&q[][pacticipant]=Bar&q[][version]=2&environment=production&latestby=cvpv'
  const { body } = await story.get(`/matrix?${query}`)
  t.match(body, {
    summary: { deployable: true },
    verdict: { together: true, answer: 'yes', each: [{ alone: 'no' }, { answer: 'yes' }] }
  })
})

t.test('a version with a destination has a verdict, one without has none', async t => {
  const story = await tellStory(t)
  await story.published('Foo', '1', { Bar: 1 }, { tags: ['dev'] })
  const without = await story.get('/matrix?q[][pacticipant]=Foo&q[][version]=1&latestby=cvpv')
  t.notOk('verdict' in without.body)
  const tagged = await story.get('/can-i-deploy?pacticipant=Foo&version=1&to=prod')
  t.match(
    tagged.body.verdict.reasons.map(({ code }: { code: string }) => code),
    ['provider-not-deployed', 'tag-is-not-live-set']
  )
})

t.test('wrong questions are refused with everything that is wrong', async t => {
  const { get, published } = await tellStory(t)
  await published('Foo', '1', { Bar: 1 })
  t.match(await get('/can-i-deploy'), { status: 400, body: { errors: { pacticipant: ['is missing'], version: ['is missing'] } } })
  const { status, body } = await get(
    '/matrix?q[][pacticipant]=Foo&q[][version]=1&q[][latest]=true&q[][pacticipant]=No&environment=nowhere&tag=x'
  )
  t.equal(status, 400)
  t.equal(body.errors.length, 4)
  t.match(await get('/matrix?q[][pacticipant]=Foo', { accept: 'text/plain' }), {
    status: 200,
    text: /CONSUMER \| C_VERSION[\s\S]*Deployable:/
  })
})
