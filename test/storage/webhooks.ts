import t from 'tap'
import { labelsOf } from '../../server/storage/labels.ts'
import { requiredVerifications } from '../../server/storage/required-verifications.ts'
import { sql } from '../../server/storage/sql.ts'
import { addCall, findTriggered, removeOldCalls } from '../../server/storage/triggered-webhooks.ts'
import { anythingDue, claimDue, finishAttempt } from '../../server/storage/webhook-deliveries.ts'
import { type CallSubject, latestSubject, subjectFacts } from '../../server/storage/webhook-facts.ts'
import {
  addWebhook,
  changeSigningSecret,
  changeWebhook,
  deleteWebhook,
  deleteWebhooksOfPair,
  findWebhook,
  listWebhooks,
  type WebhookFields,
  webhooksOfPairs
} from '../../server/storage/webhooks.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'
import { placeFacts } from '../facts.ts'

const fields: WebhookFields = {
  description: null,
  name: 'POST ci',
  consumerId: null,
  consumerLabel: null,
  providerId: null,
  providerLabel: null,
  enabled: 1,
  events: '["contract_published"]',
  request: 'sealed'
}

await forEachEngine(t, 'the webhooks of a pair are found by name, by label and as any', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  for (const name of ['web', 'api', 'db']) await facts.application(name)
  const [web, api, other] = await Promise.all(['web', 'api', 'db'].map(facts.applicationId))
  const [consumerId, providerId, otherId] = [web as number, api as number, other as number]
  const add = (uuid: string, some: Partial<WebhookFields>) =>
    db.transaction(tx => addWebhook(tx, { uuid, signingSecret: 'sealed' }, { ...fields, ...some }, 1))
  await db.transaction(async tx => {
    await tx.run(
      sql`insert into labels (application_id, name, created_at) values (${providerId}, 'core', 1), (${providerId}, 'java', 1)`
    )
  })
  t.equal(await add('any', {}), true)
  t.equal(await add('any', {}), false, 'a uuid is taken once')
  await add('pair', { consumerId, providerId })
  await add('consumer', { consumerId })
  await add('label', { providerLabel: 'core', consumerId })
  await add('other-label', { providerLabel: 'x' })
  await add('other', { providerId: otherId, enabled: 0 })

  const found = await webhooksOfPairs(db, consumerId, [providerId, otherId])
  const of = (id: number) => found.filter(webhook => webhook.providerId === id).map(({ uuid }) => uuid)
  t.same(of(providerId), ['any', 'pair', 'consumer', 'label'])
  t.same(of(otherId), ['any', 'consumer', 'other'])
  t.same(found[0]?.events, ['contract_published'])
  t.same((await webhooksOfPairs(db, consumerId, [])).length, 0)

  const scoped = async (scope?: Parameters<typeof listWebhooks>[1]) => (await listWebhooks(db, scope)).map(({ uuid }) => uuid)
  t.equal((await scoped()).length, 6)
  t.same(await scoped({ consumerId }), ['consumer'])
  t.same(await scoped({ consumerId, providerId }), ['pair'])
  t.same(await labelsOf(db, [providerId]), new Map([[providerId, ['core', 'java']]]))

  await add('pair-too', { consumerId, providerId })
  t.equal(await db.transaction(tx => deleteWebhooksOfPair(tx, otherId, providerId)), 0)
  t.equal(await db.transaction(tx => deleteWebhooksOfPair(tx, consumerId, providerId)), 2)
  await add('pair', { consumerId, providerId })
  await db.transaction(tx => changeWebhook(tx, 'pair', { ...fields, description: 'x' }, 2))
  await db.transaction(tx => changeSigningSecret(tx, 'pair', 'new', 3))
  t.match(await findWebhook(db, 'pair'), { description: 'x', consumer: null, signingSecret: 'new', updatedAt: 3 })
  t.equal(await db.transaction(tx => deleteWebhook(tx, 'pair')), true)
  t.equal(await db.transaction(tx => deleteWebhook(tx, 'pair')), false)
})

await forEachEngine(t, 'the provider versions that have to verify a contract', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.application('api', 'main')
  await facts.environment('test')
  await facts.published('web', '1', { api: 1 })
  const ids = { providerId: await facts.applicationId('api'), contractId: await facts.contractId('web', 'api', 1) }
  const required = async () =>
    (await requiredVerifications(db, ids)).map(({ number, kind, place, branch }) => [number, kind, place, branch])

  t.same(await required(), [])
  await facts.tagged('api', '1', 'main')
  await facts.tagged('api', '2', 'main')
  await facts.tagged('api', '3', 'other')
  await db.transaction(tx => tx.run(sql`delete from branch_versions where 1 = 1`))
  t.same(await required(), [['2', 'main-tag', 'main', null]], 'without a head the latest version with a tag of that name')
  await facts.branched('api', '4', 'main')
  await facts.branched('api', '4', 'fix')
  await facts.live('api', '1', 'test', 'deployed')
  await facts.live('api', '4', 'test', 'released')
  t.same(await required(), [
    ['4', 'main-branch', 'main', 'fix'],
    ['1', 'deployed', 'test', null],
    ['4', 'released', 'test', 'fix']
  ])
  await facts.verified('web', '1', 'api', '4', { success: false })
  t.same(await required(), [['1', 'deployed', 'test', null]])
})

await forEachEngine(t, 'a due call is claimed, and finished only by who has the claim', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.published('web', '1', { api: 1 })
  await facts.verified('web', '1', 'api', '5')
  await db.transaction(tx => addWebhook(tx, { uuid: 'w', signingSecret: 'sealed' }, fields, 1))
  const webhookId = (await findWebhook(db, 'w'))?.id as number
  const subject = (await latestSubject(db, { consumer: 'web', provider: null }, { verified: false })) as CallSubject
  t.equal(subject.verificationId, null)
  t.equal(typeof (await latestSubject(db, { consumer: null, provider: 'api' }, { verified: true }))?.verificationId, 'number')
  t.equal(await latestSubject(db, { consumer: 'api', provider: null }, { verified: false }), undefined)
  t.match(await subjectFacts(db, subject), {
    consumer: 'web',
    provider: 'api',
    consumerVersion: '1',
    success: 1,
    providerVersion: '5'
  })
  const nothing = { consumerId: null, providerId: null, versionId: null, contractId: null, verificationId: null }
  t.match(await subjectFacts(db, nothing), { consumer: null, success: null })

  const call = { uuid: 'c', webhookId, name: 'POST ci', event: 'x', ...subject, context: { baseUrl: 'http://b' } }
  await db.transaction(tx => addCall(tx, call, { now: 1, dueAt: 100 }))
  t.equal(await anythingDue(db, 99), false)
  t.equal(await anythingDue(db, 100), true)
  const claim = (name: string, now: number) => db.transaction(tx => claimDue(tx, { claim: name, now, lease: 50, limit: 10 }))
  t.match(await claim('first', 100), [{ uuid: 'c', event: 'x', attempts: 0, webhookUuid: 'w', context: { baseUrl: 'http://b' } }])
  t.same(await claim('second', 149), [])
  const [again] = await claim('second', 150)
  const id = again?.id as number
  const finish = (name: string, status: 'success' | 'failure') =>
    db.transaction(tx => finishAttempt(tx, { id, claim: name }, { success: true, logs: 'x', status, dueAt: null }, 160))
  await finish('first', 'failure')
  t.match(await findTriggered(db, 'c'), { status: 'not_run', attempts: 0 })
  await finish('second', 'success')
  t.match(await findTriggered(db, 'c'), { status: 'success', attempts: 1 })
  t.equal(await anythingDue(db, 10_000), false)

  await db.transaction(tx => addCall(tx, { ...call, uuid: 'd' }, { now: 1, dueAt: 100 }))
  await db.transaction(tx => tx.run(sql`update triggered_webhooks set webhook_id = null where uuid = 'd'`))
  t.same(await claim('third', 200), [])
  t.match(await findTriggered(db, 'd'), { status: 'failure' }, 'a call without a webhook is over')
})

await forEachEngine(t, 'a webhook with many calls does not hold up the others', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const nothing = { consumerId: null, providerId: null, versionId: null, contractId: null, verificationId: null }
  await db.transaction(async tx => {
    for (const uuid of ['slow', 'quick']) await addWebhook(tx, { uuid, signingSecret: 'sealed' }, fields, 1)
    const calls = ['slow', 'slow', 'slow', 'quick']
    for (const [index, webhook] of calls.entries()) {
      const webhookId = (await findWebhook(tx, webhook))?.id as number
      const call = { uuid: String(index), webhookId, name: 'x', event: 'x', ...nothing, context: { baseUrl: '' } }
      await addCall(tx, call, { now: 1, dueAt: index })
    }
  })
  const order: string[][] = []
  for (let claim = 0; claim < 4; claim++) {
    const claimed = await db.transaction(tx => claimDue(tx, { claim: String(claim), now: 10, lease: 10, limit: 1 }))
    order.push(claimed.map(({ webhookUuid, uuid }) => `${webhookUuid} ${uuid}`))
  }
  t.same(order, [['slow 0'], ['quick 3'], ['slow 1'], ['slow 2']])
})

await forEachEngine(t, 'calls that are over and old are removed, but the newest of each kind', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.published('web', '1', { api: 1 })
  await db.transaction(tx => addWebhook(tx, { uuid: 'w', signingSecret: 'sealed' }, fields, 1))
  const webhookId = (await findWebhook(db, 'w'))?.id as number
  const subject = (await latestSubject(db, { consumer: 'web', provider: 'api' }, { verified: false })) as CallSubject
  await db.transaction(async tx => {
    const calls: Array<[uuid: string, event: string, at: number]> = [
      ['old', 'a', 1],
      ['waiting', 'a', 2],
      ['young', 'a', 200],
      ['newest', 'b', 1]
    ]
    for (const [uuid, event, now] of calls) {
      const call = { uuid, webhookId, name: 'x', event, ...subject, context: { baseUrl: '' } }
      await addCall(tx, call, { now, dueAt: now })
    }
    await tx.run(sql`update triggered_webhooks set due_at = null, status = 'success' where uuid <> 'waiting'`)
  })
  t.equal(await db.transaction(tx => removeOldCalls(tx, 100)), 1)
  t.equal(await findTriggered(db, 'old'), undefined)
  for (const uuid of ['waiting', 'young', 'newest']) t.ok(await findTriggered(db, uuid), uuid)
  await db.transaction(tx => deleteWebhook(tx, 'w'))
  t.equal(await db.transaction(tx => removeOldCalls(tx, 100)), 2, 'those of a webhook that was deleted go too')
})
