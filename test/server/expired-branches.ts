import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const day = 24 * 60 * 60 * 1000

await forEachEngine(t, 'a branch without a new version for long is expired, and can be removed', async (t, engine) => {
  const clock = { now: Date.UTC(2030, 0, 1) }
  const story = await tellStory(t, { engine, now: () => clock.now, config: { branchExpiryDays: 30 } })
  await story.environment('test')
  for (const name of ['web', 'api']) {
    for (const branch of ['main', 'old', 'live', 'busy']) await story.branched(name, `${branch}-1`, branch)
  }
  await story.deployed('web', 'live-1', 'test')
  await story.released('api', 'live-1', 'test', { supportedUntil: '2030-01-20' })
  const listed = async (path: string) => {
    const { body } = await story.must([200], 'GET', path)
    type Branch = { name: string; _embedded: { pacticipant: { name: string } } }
    return body._embedded.branches.map(({ name, _embedded }: Branch) => `${_embedded.pacticipant.name} ${name}`).sort()
  }
  clock.now += 30 * day
  t.same(await listed('/expired-branches'), [], 'not before its time is over')
  clock.now += 1
  for (const name of ['web', 'api']) await story.branched(name, 'busy-2', 'busy')
  t.same(await listed('/expired-branches'), ['api live', 'api old', 'web old'], 'neither main branches nor what is live')
  t.same(await listed('/expired-branches?pacticipant=web'), ['web old'])
  t.match(await story.get('/expired-branches?pacticipant=nobody'), { status: 404 })

  const branches = (await story.get('/pacticipants/web/branches')).body._embedded.branches
  type Listed = { name: string; expired?: true }
  t.same(
    branches.flatMap(({ name, expired }: Listed) => (expired ? name : [])),
    ['old']
  )
  t.match((await story.get('/pacticipants/web/branches/old')).body, { name: 'old', expired: true })
  t.notOk('expired' in (await story.get('/pacticipants/web/branches/main')).body)

  const removed = await story.must([200], 'DELETE', '/expired-branches?pacticipant=web')
  t.match(removed.body._embedded.branches, [{ name: 'old', expired: true, _embedded: { pacticipant: { name: 'web' } } }])
  t.match(await story.get('/pacticipants/web/branches/old'), { status: 404 })
  t.equal((await story.get('/pacticipants/web/versions/old-1')).status, 200, 'its versions stay')
  t.same(await listed('/expired-branches'), ['api live', 'api old'])
  await story.must([200], 'DELETE', '/expired-branches')
  t.same((await story.must([200], 'DELETE', '/expired-branches')).body._embedded.branches, [])
})

t.test('with 0 days no branch expires', async t => {
  const clock = { now: 0 }
  const story = await tellStory(t, { now: () => clock.now, config: { branchExpiryDays: 0 } })
  await story.branched('web', '1', 'old')
  clock.now = 10_000 * day
  t.same((await story.must([200], 'DELETE', '/expired-branches')).body._embedded.branches, [])
  t.notOk('expired' in (await story.get('/pacticipants/web/branches')).body._embedded.branches[0])
})
