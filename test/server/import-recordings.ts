import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { importBroker } from '../../server/import/import-broker.ts'
import { type Engine, engines } from '../engines.ts'
import { askAgain, replay } from '../replay.ts'
import { tellStory } from '../story.ts'

t.setTimeout(0)

const folder = new URL('../../../test/conformance/', import.meta.url)
const recordings = readdirSync(folder).filter(name => name.endsWith('.json'))

// Each recording on one engine, each engine with half of the recordings: replaying them all on both is done elsewhere.
for (const [i, recording] of recordings.entries()) {
  const engine = engines[i % 2] as Engine
  await t.test(`an imported broker gives the answers of ${recording} (${engine})`, async t => {
    // Whole seconds, since HTTP shows no others.
    let now = Date.parse('2026-01-31T00:00:00Z')
    const source = await tellStory(t, { engine, now: () => now })
    const text = readFileSync(new URL(recording, folder), 'utf8')
    const before = await replay(source, text, () => (now += 1000))
    // Played this slowly, a tag may come too late to be a branch (reference 3.6), which changes an answer of one recording.
    t.ok(before.differences.length <= 1)
    const from = await source.app.listen({ port: 0 })

    const target = await tellStory(t, { engine, now: () => now })
    const report = await importBroker(target.broker, { from, sample: 1000 })
    t.same(report.problems, [])
    t.ok(report.complete)
    for (const { kind, source, here } of report.kinds) t.equal(here, source, `as many ${kind}`)
    t.equal(report.answers.equal, report.answers.asked, 'can-i-deploy is answered alike')

    const after = await askAgain({ ...target, environmentId: source.environmentId }, text)
    t.same(after, before, 'the recorded questions are answered as before')
  })
}
