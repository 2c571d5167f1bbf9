import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { endOfDay } from '../naive/days.ts'
import { histories, seed } from '../naive/drawn.ts'
import { checkEnvironment, judge } from '../naive/engine.ts'
import { cases } from '../naive/generator.ts'
import { playOn } from '../naive/play.ts'
import { tellStory } from '../story.ts'

const runs = histories(250, 40)

t.setTimeout(0)

forEachEngine(t, 'the broker agrees with the naive engine about every history', async (t, engine) => {
  const clock = { now: endOfDay(0) }
  const story = await tellStory(t, { engine, now: () => clock.now })
  let played = 0

  const agree = fc.asyncProperty(cases, async ({ history, question }) => {
    const { play, ask, check, forget } = playOn(story, `run${++played}`)
    try {
      clock.now = endOfDay(0)
      await play(history, question)
      clock.now = endOfDay(question.at)
      const { deployable, ...verdict } = await ask(question)
      const expected = judge(history, question)
      assertSame(verdict, expected)
      // "answer: yes implies deployable: true", whatever speaks against it lowers `deployable`, and an override that applies raises it.
      assertSame(deployable, expected.answer === 'yes' || expected.override === 'covers')
      assertSame(await check(question.environment), checkEnvironment(history, question.environment, question.at))
    } finally {
      await forget()
    }
  })
  // To shrink a history takes longer than to read it.
  const outcome = await fc.check(agree, { numRuns: runs[engine], seed, endOnFailure: true })
  if (outcome.failed) t.fail(`${String(outcome.errorInstance)}\n${fc.defaultReportMessage(outcome)}`)
  else t.equal(outcome.numRuns, runs[engine], `seed ${seed}`)
})

function assertSame(found: unknown, wanted: unknown): void {
  if (isDeepStrictEqual(found, wanted)) return
  const [is, should] = [found, wanted].map(value => JSON.stringify(value, null, 1))
  throw new Error(`the broker answers ${is}
the naive engine ${should}`)
}
