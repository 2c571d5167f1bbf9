import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { endOfDay } from '../naive/play.ts'
import { tellStory } from '../story.ts'

await forEachEngine(t, 'the report of an environment has its inputs beside it, in three forms', async (t, engine) => {
  const clock = { now: endOfDay(0) }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.branched('api', '1', 'main')
  for (const name of ['api', 'web']) await story.deployed(name, '1', 'production')
  clock.now = endOfDay(5)
  await story.branched('api', '2', 'main')
  await story.deployed('api', '2', 'production')
  const path = `/environments/${story.environmentId('production')}/autonomy`

  const { body } = await story.must([200], 'GET', path)
  t.match(
    body.parts.map(({ name, value }: { name: string; value: unknown }) => [name, value]),
    [
      ['alone', null],
      ['waiting', null],
      ['lock-step', null],
      ['co-deployment', Number],
      ['shared-stores', null],
      ['overdue-windows', null],
      ['contracts', 1]
    ]
  )
  t.match(body.applications, [
    { name: 'api', deployments: 2 },
    { name: 'web', deployments: 1 }
  ])
  t.match(body.integrations, { all: 1, withoutContract: [] })
  t.type(body.score, 'number')
  t.match(body.formula, /^100 x \(.* \+ .*\) \/ \(20 \+ 10\); 5 of 7 parts have no data/)

  const day = (days: number) => new Date(endOfDay(days)).toISOString().slice(0, 10)
  const later = await story.must([200], 'GET', `${path}?from=${day(3)}&to=${day(5)}`)
  t.match(
    later.body.applications.map(({ deployments }: { deployments: number }) => deployments),
    [1, 0]
  )

  const text = await story.get(path, { accept: 'text/plain' })
  t.match(text.text, /^Autonomy of production, .*\n\nPART +\| POINTS/)
  const markdown = await story.get(path, { accept: 'text/markdown' })
  t.match(markdown.text, /^# Autonomy of production/)
  t.match(markdown.headers['content-type'], /^text\/markdown/)

  t.match((await story.must([400], 'GET', `${path}?from=yesterday`)).body.errors, { from: [/must be a date/] })
  t.match((await story.must([400], 'GET', `${path}?from=${day(9)}&to=${day(1)}`)).body.errors, { from: [/must not be after/] })
  await story.must([404], 'GET', '/environments/no/autonomy')
})

t.test('a log alone is enough, and nothing of it is kept', async t => {
  const story = await tellStory(t)
  const at = (day: number, minute: number) => new Date(Date.UTC(2026, 0, day, 9, minute)).toISOString()
  const deployments = Array.from({ length: 20 }, (_, i) => [
    { application: 'a', version: `${i}`, at: at(i + 1, 0) },
    { application: 'b', version: `${i}`, at: at(i + 1, 10) }
  ]).flat()
  const { body } = await story.must([200], 'POST', '/autonomy', { deployments })
  t.ok(body.score < 55, `${body.score}`)
  t.match(body.coDeployment.pairs, [{ applications: ['a', 'b'], count: 20 }])
  t.match(body.parts[3].losses, [{ because: /a and b were deployed together 20 times/ }])
  t.same((await story.get('/pacticipants')).body._embedded.pacticipants, [])
  for (const wrong of [[], [{ application: 'a', version: '1', at: 'soon' }], [{ application: '', version: '1', at: at(1, 1) }]]) {
    t.equal((await story.request('POST', '/autonomy', { deployments: wrong })).status, 400)
  }
})
