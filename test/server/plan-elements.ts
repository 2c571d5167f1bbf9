import t from 'tap'
import { apiWith, comparer, offered } from '../comparing.ts'
import { forEachEngine } from '../engines.ts'
import { type Story, tellStory } from '../story.ts'

/** api 1 offers two things and api 2 only the first; web 1 uses the second, and web 2 does not. */
async function setting(t: Parameters<typeof tellStory>[0], engine: 'sqlite' | 'postgres', tested: boolean) {
  const story = (await tellStory(t, { engine })) as Story
  const { published, verified, deployed, environment, must } = story
  const compareAll = comparer(story.broker)
  await environment('production', true)
  await offered(story, 'api', '1', apiWith([1, 2]), true)
  await published('web', '1', { api: 2 })
  await published('web', '2', { api: 1 })
  await offered(story, 'api', '2', apiWith([1]), true)
  if (tested) {
    for (const consumer of ['1', '2']) for (const provider of ['1', '2']) await verified('web', consumer, 'api', provider)
  }
  await deployed('api', '1', 'production')
  await deployed('web', '1', 'production')
  const plan = async (name: string, version: string, more = '') => {
    const path = `/pacticipants/${name}/versions/${version}/plan/environment/production${more}`
    let body = (await must([200], 'GET', path)).body
    while ((await compareAll()) > 0) body = (await must([200], 'GET', path)).body
    const { outcome, steps, because, bounds } = body
    return {
      outcome,
      steps: steps.map(({ kind, pacticipant, version }: Record<string, string>) => [kind, pacticipant, version].join(' ')),
      because: because.map(({ code }: { code: string }) => code),
      bounds: bounds.map(({ code }: { code: string }) => code)
    }
  }
  return { ...story, plan }
}

for (const tested of [false, true]) {
  const proof = tested ? 'tests, which do not see it' : 'comparisons'
  await forEachEngine(t, `whoever uses what goes, moves first: by ${proof}`, async (t, engine) => {
    const { plan, published, deployed, verified } = await setting(t, engine, tested)
    t.same(await plan('api', '2'), {
      outcome: 'steps',
      steps: ['deploy web 2', 'deploy api 2'],
      because: [],
      bounds: []
    })
    t.same((await plan('api', '2', '?ignore[][pacticipant]=web')).outcome, 'ready', 'what is ignored uses nothing')

    // Another team's version that never moves on.
    await published('app', '1', { api: 2 })
    if (tested) for (const provider of ['1', '2']) await verified('app', '1', 'api', provider)
    await deployed('app', '1', 'production')
    const stuck = await plan('api', '2')
    t.match(stuck, { outcome: 'none', steps: [] })
    t.ok(stuck.because.includes('element-removed-in-use'), JSON.stringify(stuck))
  })
}

await forEachEngine(t, 'what goes too early, though nobody uses it, no deployment of others puts right', async (t, engine) => {
  const { plan, must } = await setting(t, engine, false)
  const window = `/pacticipants/api/windows/${encodeURIComponent('GET /things/2')}`
  await must([200, 201], 'PUT', window, { sunset: '2099-01-01' })
  await must([200, 201], 'PUT', '/policies', { kind: 'window', rule: 'strict', provider: 'api', reason: 'as promised' })
  const promised = await plan('api', '2')
  t.match(promised, { outcome: 'none', steps: [], because: ['window-cut-short'] })
})
