import t from 'tap'
import { fillSomeUsages } from '../../server/actions/fill-usages.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const start = Date.UTC(2026, 0, 15, 10)
const day = 86_400_000

/** A message pact, of the third or the fourth format. */
const reading = (consumer: string, provider: string, content: number, newer = false) => ({
  consumer: { name: consumer },
  provider: { name: provider },
  ...(newer
    ? {
        interactions: [{ type: 'Asynchronous/Messages', description: `event ${content}`, contents: { content: { id: content } } }]
      }
    : { messages: [{ description: `event ${content}`, contents: { id: content } }] }),
  metadata: { pactSpecification: { version: newer ? '4.0' : '3.0.0' } }
})

await forEachEngine(t, 'messages of a version that runs no more are still read', async (t, engine) => {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  await story.published('mailer', '1', { orders: reading('mailer', 'orders', 1) })
  await story.published('mailer', '2', { orders: reading('mailer', 'orders', 2, true) })
  await story.published('web', '1', { orders: 1 })
  for (const consumer of ['mailer', 'web']) await story.verified(consumer, '1', 'orders', '2')
  await story.verified('mailer', '2', 'orders', '2')
  await story.verified('mailer', '2', 'orders', '1', false)
  await story.verified('web', '1', 'orders', '1', false)
  await story.deployed('orders', '1', 'production')
  await story.deployed('orders', '2', 'production')
  const codes = async (name: string, version: string) => {
    const { verdict } = await story.canIDeploy(name, version, 'production')
    return [verdict.answer, ...verdict.reasons.map(({ code }: { code: string }) => code)]
  }
  t.same(await codes('mailer', '2'), ['no', 'verified', 'verification-failed'])
  t.same(await codes('mailer', '1'), ['unknown', 'verified', 'not-verified-with-live-version'])
  t.same(await codes('web', '1'), ['yes', 'verified'], 'a request goes to what runs')
  const answer = await story.canIDeploy('mailer', '2', 'production')
  t.match(answer.verdict.reasons[1].pairing, { provider: { name: 'orders', version: '1', retained: true } })
  const noted = answer.matrix.filter(({ notes }: { notes?: string[] }) => notes !== undefined)
  t.same(noted[0].notes, ['retained: orders 1 runs no more; its messages are read until 2026-01-22T10:00:00Z'])
  t.same(noted[0].provider.version.environments, [])

  await story.deployed('mailer', '2', 'production')
  const check = await story.get(`/environments/${story.environmentId('production')}/check`)
  t.equal(check.body.answer, 'no')
  t.same(check.body.versions, [
    { pacticipant: 'mailer', version: '2' },
    { pacticipant: 'orders', version: '2' }
  ])
  clock.now = start + 7 * day
  t.same(await codes('mailer', '2'), ['no', 'verified', 'verification-failed'])
  clock.now++
  t.same(await codes('mailer', '2'), ['yes', 'verified'], 'a week later nobody reads them any more')
})

t.test('what runs again, or ran elsewhere, is not just retained', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.environment('test')
  await story.published('mailer', '1', { orders: reading('mailer', 'orders', 1) })
  await story.verified('mailer', '1', 'orders', '1')
  await story.branched('orders', '2', 'main')
  await story.deployed('orders', '1', 'production', 'blue')
  await story.deployed('orders', '1', 'production', 'green')
  await story.deployed('orders', '2', 'production', 'blue')
  await story.deployed('orders', '1', 'production', 'blue')
  const { reasons } = (await story.canIDeploy('mailer', '1', 'production')).verdict
  t.same(
    reasons.map(({ code, pairing }: { code: string; pairing: { provider: object } }) => [code, pairing.provider]),
    [
      ['verified', { name: 'orders', version: '1' }],
      ['not-verified-with-live-version', { name: 'orders', version: '2', retained: true }]
    ]
  )
  t.match((await story.canIDeploy('mailer', '1', 'test')).verdict.reasons, [{ code: 'provider-not-deployed' }])
})

t.test('contracts from before know whether they hold messages, once they are read', async t => {
  const story = await tellStory(t)
  const { db } = story.broker
  await story.published('mailer', '1', { orders: reading('mailer', 'orders', 1), web: 1 })
  const flags = () =>
    db.all(sql`
    select provider.name, contract.messages from contracts contract
    join applications provider on provider.id = contract.provider_id order by provider.name`)
  const known = [
    { name: 'orders', messages: 1 },
    { name: 'web', messages: 0 }
  ]
  t.same(await flags(), known)
  await db.transaction(async tx => {
    await tx.run(sql`update contracts set messages = 0`)
    await tx.run(sql`delete from usages`)
  })
  while (!(await fillSomeUsages(story.broker)));
  t.same(await flags(), known)
})
