import t from 'tap'
import { reasonCodes } from '../../schemas/reason-codes.ts'
import { forEachEngine } from '../engines.ts'
import { deliverAll, localReceiver, receiver } from '../receiver.ts'
import { pactUrl, tellStory } from '../story.ts'

const minute = 60 * 1000
const day = 24 * 60 * minute

t.test('every code is documented', async t => {
  const { readFile } = await import('node:fs/promises')
  const text = await readFile('docs/verdict.md', 'utf8')
  for (const code of reasonCodes) t.ok(text.includes(`\`${code}\``), code)
})

await forEachEngine(t, 'a reason says whose team can satisfy it, and how', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  await story.application('api', { owner: 'payments', contact: '#payments' })
  await story.application('web', { owner: 'shop' })
  await story.published('web', '1', { api: 1 })
  const absent = await story.canIDeploy('web', '1', 'production')
  t.match(absent.verdict.reasons, [
    {
      code: 'provider-not-deployed',
      owner: { application: 'api', owner: 'payments', contact: '#payments' },
      clearsByItself: false,
      notes: ['api was never deployed there.']
    }
  ])
  await story.published('api', '5', {})
  await story.deployed('api', '5', 'production')
  const missing = await story.canIDeploy('web', '1', 'production')
  const [reason] = missing.verdict.reasons
  t.match(reason, { code: 'never-verified', owner: { application: 'api' }, clearsByItself: false })
  t.match(reason.next, /^In api, with version 5: verify http:\/\/[^ ]+\/version\/1 and publish the result\.$/)
  t.match(reason.next, pactUrl('api', 'web', '1'))
  t.notOk('notes' in reason)

  await story.verified('web', '1', 'api', '5', false)
  const failed = await story.canIDeploy('web', '1', 'production')
  t.match(failed.verdict.reasons, [{ code: 'verification-failed', owner: { application: 'api' } }])
  t.match(failed.verdict.reasons[0].next, 'soloist matrix --pacticipant web --version 1 --pacticipant api')
  await story.deployed('web', '1', 'production')
  const asProvider = await story.canIDeploy('api', '5', 'production')
  t.match(asProvider.verdict.reasons[0], { code: 'verification-failed', owner: { application: 'web', owner: 'shop' } })
  t.match(asProvider.verdict.reasons[0].next, /^Deploy a version of web with a contract that it satisfies/)

  const nobody = await story.canIDeploy('web', '9', 'production')
  t.match(nobody.verdict.reasons, [{ code: 'version-not-found', owner: { application: 'web', owner: 'shop' } }])
  const { body } = await story.get(`/environments/${story.environmentId('production')}/check`)
  t.match(body.reasons, [{ code: 'verification-failed', owner: { application: 'api', contact: '#payments' } }])
})

await forEachEngine(t, 'what the provider was asked to verify may clear by itself, for an hour', async (t, engine) => {
  let now = Date.UTC(2026, 1, 10, 12)
  const config = { ...localReceiver, webhookDelay: minute, webhookRetrySchedule: [] }
  const story = await tellStory(t, { engine, config, now: () => now })
  const { url } = await receiver(t, () => 200)
  await story.environment('production')
  await story.published('api', '5', {})
  await story.deployed('api', '5', 'production')
  const events = [{ name: 'contract_requiring_verification_published' }]
  await story.must([201], 'POST', '/webhooks', { events, request: { method: 'POST', url } })
  await story.published('web', '1', { api: 1 })
  const reason = async () => (await story.canIDeploy('web', '1', 'production')).verdict.reasons[0]
  t.match(await reason(), { code: 'never-verified', clearsByItself: true }, 'the call is due')
  now += minute
  await deliverAll(story.broker)
  now += 60 * minute
  t.match(await reason(), { clearsByItself: true }, 'an hour after it was made')
  now += 1
  t.match(await reason(), { clearsByItself: false }, 'and no longer')
  now -= 30 * minute
  await story.verified('web', '1', 'api', '5', false)
  t.match(await reason(), { code: 'verification-failed', clearsByItself: false }, 'the result has come')

  const other = await story.published('web', '2', { api: 2 })
  t.ok(other)
  await story.published('api', '6', {})
  await story.deployed('api', '6', 'production')
  const asked = (await story.canIDeploy('web', '2', 'production')).verdict.reasons
  t.match(asked, [{ code: 'never-verified', clearsByItself: false }], 'another version was asked')
})

await forEachEngine(t, 'a call that failed for good brings nothing', async (t, engine) => {
  const config = { ...localReceiver, webhookRetrySchedule: [] }
  const story = await tellStory(t, { engine, config })
  const { url } = await receiver(t, () => 500)
  await story.environment('production')
  await story.published('api', '5', {})
  await story.deployed('api', '5', 'production')
  const events = [{ name: 'contract_requiring_verification_published' }]
  await story.must([201], 'POST', '/webhooks', { events, request: { method: 'POST', url } })
  await story.published('web', '1', { api: 1 })
  await deliverAll(story.broker)
  t.match((await story.canIDeploy('web', '1', 'production')).verdict.reasons, [{ clearsByItself: false }])
})

await forEachEngine(t, 'pending is a note on a failure and never a pass', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await story.published('api', '5', {})
  await story.deployed('api', '5', 'production')
  const selection = { providerVersionBranch: 'main', includePendingStatus: true }
  const { body } = await story.must([200], 'POST', '/pacts/provider/api/for-verification', selection)
  const address = new URL(body._embedded.pacts[0]._links.self.href).pathname
  await story.must([201], 'POST', `${address}/verification-results`, { success: false, providerApplicationVersion: '5' })
  const note = "The provider's build stayed green because the contract is pending there."
  const failed = await story.canIDeploy('web', '1', 'production')
  t.match(failed, { summary: { deployable: false }, verdict: { answer: 'no', reasons: [{ code: 'verification-failed' }] } })
  t.same(failed.verdict.reasons[0].notes, [note])
  await story.published('api', '6', {})
  await story.deployed('api', '6', 'production')
  const missing = await story.canIDeploy('web', '1', 'production')
  t.match(missing.verdict.reasons, [{ code: 'not-verified-with-live-version', notes: [note] }])
})

await forEachEngine(t, 'an application that is in the way and idle says when it was last deployed', async (t, engine) => {
  let now = Date.UTC(2026, 0, 10, 12)
  const story = await tellStory(t, { engine, now: () => now })
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.deployed('web', '1', 'production')
  await story.published('api', '5', {})
  const reason = async () => (await story.canIDeploy('api', '5', 'production')).verdict.reasons[0]
  now += 90 * day
  t.notOk('notes' in (await reason()))
  now += 1
  t.same((await reason()).notes, ['web was last deployed there on 2026-01-10: is it still in use?'])
  await story.verified('web', '1', 'api', '5')
  t.notOk('notes' in (await reason()), 'where it is not in the way, nothing')

  const deployed = await story.deployed('api', '5', 'production')
  await story.must([200], 'PATCH', new URL(String(deployed.headers.location)).pathname, { currentlyDeployed: false })
  const gone = await story.canIDeploy('web', '1', 'production')
  t.same(gone.verdict.reasons[0].notes, ['api was last deployed there on 2026-04-10.'])
})
