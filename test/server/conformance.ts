import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { replay } from '../replay.ts'
import { tellStory } from '../story.ts'

// Two thousand questions on two engines take longer than a test usually may.
t.setTimeout(0)

const folder = new URL('../../../test/conformance/', import.meta.url)
const recordings = readdirSync(folder).filter(name => name.endsWith('.json'))

/** How many questions the recordings hold: a recording that is not found, or a question passed over, must not go unnoticed. */
const questions = { matrix: 1385, 'for-verification': 615 }
const asked = { matrix: 0, 'for-verification': 0 }
const allowed = { liveVersions: 0, fallbackBranch: 0 }

for (const recording of recordings) {
  await forEachEngine(t, `the answers recorded in ${recording} are given here too`, async (t, engine) => {
    let now = Date.parse('2026-01-31T00:00:00Z')
    const story = await tellStory(t, { engine, now: () => now })
    const tally = await replay(story, readFileSync(new URL(recording, folder), 'utf8'), () => (now += 5))
    t.same(tally.differences, [])
    t.equal(
      tally.equal + tally.allowed.liveVersions + tally.allowed.fallbackBranch,
      tally.asked.matrix + tally.asked['for-verification']
    )
    for (const kind of ['matrix', 'for-verification'] as const) asked[kind] += tally.asked[kind]
    for (const kind of ['liveVersions', 'fallbackBranch'] as const) allowed[kind] += tally.allowed[kind]
  })
}

t.test('every recorded question was asked on both engines', async t => {
  t.same(asked, { matrix: 2 * questions.matrix, 'for-verification': 2 * questions['for-verification'] })
  t.comment(`allowed differences: ${JSON.stringify(allowed)}`)
})
