import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { endOfDay } from '../naive/play.ts'
import { tellStory } from '../story.ts'

await forEachEngine(t, 'stores that are shared are told, and by policy block what newly shares them', async (t, engine) => {
  const clock = { now: endOfDay(0) }
  const story = await tellStory(t, { engine, now: () => clock.now })
  const uses = (name: string, version: string, ...resources: string[]) =>
    story.must([200], 'PUT', `/pacticipants/${name}/versions/${version}/resources`, {
      resources: resources.map(text => ({ path: text.split('=')[0], access: text.split('=')[1] }))
    })
  const sharing = async (name: string, version: string) => {
    const { verdict, summary } = await story.canIDeploy(name, version, 'production')
    const reasons = verdict.reasons.filter(({ code }: { code: string }) => code === 'shared-persistence')
    return {
      answer: verdict.answer,
      deployable: summary.deployable,
      outcomes: reasons.map((r: { outcome: string }) => r.outcome),
      reasons
    }
  }

  await story.environment('production')
  for (const version of ['1', '2', '3']) await story.branched('orders', version, 'main')
  await story.branched('billing', '1', 'main')
  await uses('billing', '1', 'pg/billing=owns', 'pg/orders/public/invoices=reads')
  await story.deployed('billing', '1', 'production')

  t.match(await sharing('orders', '1'), { answer: 'yes', outcomes: [] }, 'who declares nothing shares nothing that is known')
  await uses('orders', '2', 'pg/orders=owns')
  const warned = await sharing('orders', '2')
  t.match(warned, { answer: 'yes', deployable: true, outcomes: ['warn'] })
  t.match(warned.reasons[0], {
    sentence:
      'orders 2 owns pg/orders, which billing 1 reads as pg/orders/public/invoices: they share pg/orders/public/invoices.',
    next: /allow-sharing --path pg\/orders\/public\/invoices --environment production/
  })

  await story.must([201, 200], 'PUT', '/policies', { kind: 'shared-persistence', rule: 'block', reason: 'we split' })
  t.match(await sharing('orders', '2'), { answer: 'no', deployable: false, outcomes: ['fail'] })

  const agreed = await story.must([201], 'POST', '/sharing-exceptions', {
    path: 'pg/orders/public',
    environment: 'production',
    until: new Date(endOfDay(2)).toISOString().slice(0, 10),
    reason: 'until the split'
  })
  t.match(await sharing('orders', '2'), { answer: 'yes', outcomes: [] })
  clock.now = endOfDay(3)
  t.match(await sharing('orders', '2'), { answer: 'no', outcomes: ['fail'] }, 'agreements end')

  await story.deployed('orders', '2', 'production')
  await uses('orders', '3', 'pg/orders=owns', 'pg/billing=reads')
  t.same((await sharing('orders', '3')).outcomes.toSorted(), ['fail', 'warn'], 'what was there before only warns')

  const { body } = await story.get(`/environments/${story.environmentId('production')}/resources`)
  t.match(body.conflicts, [
    { path: 'pg/orders/public/invoices', between: [{ pacticipant: 'billing' }, { pacticipant: 'orders' }] }
  ])
  t.equal(body.conflicts[0].exception, undefined)
  t.same(body.undeclared, [])
  await story.branched('web', '1', 'main')
  await story.deployed('web', '1', 'production')
  t.same((await story.get(`/environments/${story.environmentId('production')}/resources`)).body.undeclared, ['web'])

  t.match((await story.get('/sharing-exceptions')).body._embedded.sharingExceptions, [{ path: 'pg/orders/public' }])
  await story.must([204], 'DELETE', `/sharing-exceptions/${agreed.body.uuid}`)
  await story.must([404], 'DELETE', `/sharing-exceptions/${agreed.body.uuid}`)
  t.match((await story.get('/pacticipants/orders/versions/3/resources')).body.resources, [
    { path: 'pg/billing' },
    { path: 'pg/orders' }
  ])
})

t.test('what cannot be a store is refused by name, and nothing is lost', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.branched('orders', '1', 'main')
  const path = '/pacticipants/orders/versions/1/resources'
  await story.must([200], 'PUT', path, { resources: [{ path: 'pg', access: 'owns' }] })
  for (const resources of [
    [{ path: 'pg//x', access: 'owns' }],
    [
      { path: 'pg', access: 'owns' },
      { path: 'pg', access: 'reads' }
    ],
    [{ path: 'pg', access: 'eats' }],
    'pg'
  ]) {
    t.equal((await story.request('PUT', path, { resources })).status, 400)
  }
  t.same((await story.get(path)).body.resources, [{ path: 'pg', access: 'owns', irreversible: false }])
  const wrong = await story.must([400], 'POST', '/sharing-exceptions', {
    path: 'a//b',
    environment: 'x',
    until: '2001-01-01',
    reason: ' '
  })
  t.same(Object.keys(wrong.body.errors).toSorted(), ['environment', 'path', 'reason', 'until'])
  await story.must([404], 'PUT', '/pacticipants/orders/versions/9/resources', { resources: [] })
})
