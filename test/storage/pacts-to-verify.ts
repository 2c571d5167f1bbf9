import t, { type Test } from 'tap'
import { knownEnvironments } from '../../server/storage/known-environments.ts'
import {
  branchHeads,
  consumersOf,
  factsFor,
  latestPublications,
  livePublications,
  newBranchHeads,
  newTagHeads,
  taggedPublications,
  tagHeads
} from '../../server/storage/pacts-to-verify.ts'
import { type Engine, forEachEngine, freshDatabase } from '../engines.ts'
import { placeFacts } from '../facts.ts'

interface Named {
  name: string
  publication: { consumer: string; version: string } | undefined
}
const said = (heads: Named[]) =>
  heads.map(({ name, publication }) => `${name}: ${publication ? `${publication.consumer} ${publication.version}` : '-'}`).sort()
const versions = (list: Array<{ consumer: string; version: string }>) =>
  list.map(({ consumer, version }) => `${consumer} ${version}`).sort()

async function tell(t: Test, engine: Engine) {
  let now = 1000
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db, () => now)
  const at = (moment: number) => {
    now = moment
  }
  const provider = async () => facts.applicationId('api')
  await facts.application('api')
  return { db, facts, at, provider }
}

await forEachEngine(t, 'the consumers of a provider are those that have published for it', async (t, engine) => {
  const { db, facts, provider } = await tell(t, engine)
  await facts.application('web', 'trunk')
  await facts.published('web', '1', { api: 1 })
  await facts.published('batch', '1', { other: 1 })
  t.match(await consumersOf(db, await provider()), [{ name: 'web', mainBranch: 'trunk' }])
  t.equal((await consumersOf(db, await provider())).length, 1)
})

await forEachEngine(t, 'the head of a branch is the version put on it last, whatever it published', async (t, engine) => {
  const { db, facts, provider } = await tell(t, engine)
  await facts.published('web', '1', { api: 1 }, { branch: 'feat' })
  await facts.published('web', '2', { api: 2 }, { branch: 'main' })
  await facts.published('web', '3', { api: 3 }, { branch: 'main' })
  await facts.branched('web', '1', 'main')
  await facts.published('batch', '1', { api: 1 }, { branch: 'main' })
  await facts.published('batch', '2', { other: 1 }, { branch: 'main' })
  await facts.published('stranger', '1', { other: 1 }, { branch: 'main' })
  t.same(said(await branchHeads(db, await provider(), ['main', 'none'])), ['main: -', 'main: web 1'])
  t.same(said(await branchHeads(db, await provider(), 'all')), ['feat: web 1', 'main: -', 'main: web 1'])
})

await forEachEngine(t, 'a head brings the current publication of its version', async (t, engine) => {
  const { db, facts, at, provider } = await tell(t, engine)
  await facts.published('web', '1', { api: 1, other: 5 }, { branch: 'main' })
  at(2000)
  await facts.published('web', '1', { api: 2 })
  const [head] = await branchHeads(db, await provider(), ['main'])
  t.match(head?.publication, { consumer: 'web', version: '1', publishedAt: 2000 })
  t.equal(head?.publication?.contractId, await facts.contractId('web', 'api', 2))
})

await forEachEngine(t, 'the head of a tag is the newest version that has it, whatever it published', async (t, engine) => {
  const { db, facts, provider } = await tell(t, engine)
  await facts.published('web', '1', { api: 1 }, { tags: ['dev', 'prod'] })
  await facts.published('web', '2', { api: 2 }, { tags: ['dev'] })
  await facts.tagged('web', '1', 'late')
  await facts.published('batch', '1', { api: 1 }, { tags: ['prod'] })
  await facts.published('batch', '2', { other: 1 }, { tags: ['prod'] })
  const names = ['dev', 'prod', 'late', 'none']
  t.same(said(await tagHeads(db, await provider(), names)), ['dev: web 2', 'late: web 1', 'prod: -', 'prod: web 1'])
  const many = Array.from({ length: 1500 }, (_, i) => `tag ${i}`)
  t.same(said(await tagHeads(db, await provider(), [...many, 'dev'])), ['dev: web 2'])
})

await forEachEngine(t, 'a tag alone means every version that has it', async (t, engine) => {
  const { db, facts, provider } = await tell(t, engine)
  await facts.published('web', '1', { api: 1 }, { tags: ['dev', 'prod'] })
  await facts.published('web', '2', { api: 2 }, { tags: ['dev'] })
  await facts.published('web', '3', { other: 2 }, { tags: ['dev'] })
  const tagged = await taggedPublications(db, await provider(), ['dev', 'none'])
  t.same(versions(tagged.map(({ publication }) => publication)), ['web 1', 'web 2'])
})

await forEachEngine(t, 'the latest is the newest version with a contract, not the newest contract', async (t, engine) => {
  const { db, facts, provider } = await tell(t, engine)
  await facts.published('web', '1', { api: 1 })
  await facts.published('web', '2', { api: 2 })
  await facts.published('web', '3', { other: 1 })
  await facts.published('web', '1', { api: 3 })
  await facts.published('batch', '1', { api: 1 })
  t.same(versions(await latestPublications(db, await provider())), ['batch 1', 'web 2'])
})

await forEachEngine(t, 'what is live is found with its environment, every instance of it', async (t, engine) => {
  const { db, facts, provider } = await tell(t, engine)
  await facts.environment('test')
  await facts.environment('prod', true)
  for (const number of ['1', '2', '3']) await facts.published('web', number, { api: Number(number) })
  await facts.live('web', '1', 'test', 'deployed')
  await facts.live('web', '2', 'prod', 'deployed', 'blue')
  await facts.live('web', '3', 'prod', 'deployed', 'green')
  await facts.live('web', '1', 'prod', 'released')
  await facts.published('stranger', '1', { other: 1 })
  await facts.live('stranger', '1', 'prod', 'deployed')
  const live = await livePublications(db, await provider(), 0)
  t.same(live.map(each => `${each.kind} ${each.environment} ${each.production} ${each.publication.version}`).sort(), [
    'deployed prod true 2',
    'deployed prod true 3',
    'deployed test false 1',
    'released prod true 1'
  ])
})

await forEachEngine(t, 'only what was published after a moment may be work in progress', async (t, engine) => {
  const { db, facts, at, provider } = await tell(t, engine)
  await facts.published('web', '1', { api: 1 }, { branch: 'old', tags: ['old', 'moved', 'gone'] })
  at(2000)
  await facts.published('web', '2', { api: 2 }, { branch: 'new', tags: ['new', 'moved', 'gone'] })
  await facts.published('web', '3', { other: 2 }, { branch: 'elsewhere', tags: ['gone'] })
  t.same(said(await newBranchHeads(db, await provider(), 1000)), ['new: web 2'])
  t.same(said(await newTagHeads(db, await provider(), 1000)), ['moved: web 2', 'new: web 2'])
  t.same(said(await newBranchHeads(db, await provider(), 999)), ['new: web 2', 'old: web 1'])
  t.same(said(await newTagHeads(db, await provider(), 999)), ['moved: web 2', 'new: web 2', 'old: web 1'])
  t.same(await newBranchHeads(db, await provider(), 2000), [])
})

await forEachEngine(t, 'nothing is asked that no selector needs', async (t, engine) => {
  const statements: string[] = []
  const db = await freshDatabase(t, engine, text => statements.push(text))
  const needs = { branches: [], tagHeads: [], tags: [], latest: false, live: false }
  t.same(await factsFor(db, 1, needs, [], 0), { consumers: [], branchHeads: [], tagHeads: [], tagged: [], latest: [], live: [] })
  t.same(statements, [])
  await factsFor(db, 1, { branches: 'all', tagHeads: ['a'], tags: ['a'], latest: true, live: true }, [], 0)
  t.equal(statements.length, 5)
})

await forEachEngine(t, 'environments are known by their names', async (t, engine) => {
  const { db, facts } = await tell(t, engine)
  await facts.environment('test')
  t.same(await knownEnvironments(db, ['test', 'prod']), new Set(['test']))
  t.same(await knownEnvironments(db, []), new Set())
})
