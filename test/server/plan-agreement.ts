import fc from 'fast-check'
import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { fewestMoves, fewestTogether } from '../naive/brute-force.ts'
import { endOfDay } from '../naive/days.ts'
import { histories, seed } from '../naive/drawn.ts'
import { judgeIn, live } from '../naive/engine.ts'
import { cases } from '../naive/generator.ts'
import type { Question } from '../naive/history.ts'
import { type Plan, whatIsWrong } from '../naive/planning.ts'
import { planningCases } from '../naive/planning-cases.ts'
import { playOn } from '../naive/play.ts'
import { replay, type World } from '../naive/world.ts'
import { tellStory } from '../story.ts'

const runs = histories(150, 25)

t.setTimeout(0)

forEachEngine(t, 'every plan holds where the naive engine takes it step by step, and none is shorter', async (t, engine) => {
  const clock = { now: endOfDay(0) }
  const story = await tellStory(t, { engine, now: () => clock.now })
  const outcomes: Record<string, number> = {}
  let played = 0

  const holds = fc.asyncProperty(fc.oneof(cases, planningCases, planningCases), async ({ history, question: drawn }) => {
    // What the steps of a plan end is retained for seven days in the naive engine's count, from the first one on.
    const question = { ...drawn, at: drawn.at % 8, instance: drawn.instance ?? '' }
    const { play, plan, forget } = playOn(story, `run${++played}`)
    try {
      clock.now = endOfDay(0)
      await play(history, question)
      clock.now = endOfDay(question.at)
      const world = replay(history)
      if (!world.versions.some(known => isSame(known, question))) return
      const found = await plan(question)
      const kind = kindOf(found)
      outcomes[kind] = (outcomes[kind] ?? 0) + 1
      const takesAway = judgeIn(world, question).reasons.some(({ code }) => inUse.has(code))
      if (takesAway) outcomes[`${found.outcome}, taking away`] = (outcomes[`${found.outcome}, taking away`] ?? 0) + 1
      const wrong = found.outcome === 'none' ? undefined : whatIsWrong(world, question, found)
      if (wrong !== undefined) throw new Error(`${wrong} in ${JSON.stringify(found, null, 1)}`)
      const better = whatIsBetter(world, question, found)
      if (better !== undefined) throw new Error(`${better} than ${JSON.stringify(found, null, 1)}`)
    } finally {
      await forget()
    }
  })
  // To shrink a history takes longer than to read it.
  const outcome = await fc.check(holds, { numRuns: runs[engine], seed, endOnFailure: true })
  t.comment(JSON.stringify(outcomes))
  if (outcome.failed) t.fail(`${String(outcome.errorInstance)}\n${fc.defaultReportMessage(outcome)}`)
  else t.equal(outcome.numRuns, runs[engine], `seed ${seed}`)
})

const inUse = new Set(['element-removed-in-use', 'message-version-dropped'])

const isSame = (one: { application: string; version: string }, other: Question) =>
  one.application === other.application && one.version === other.version

const kindOf = ({ outcome, steps }: Plan) =>
  outcome === 'steps' ? `${steps.some(({ kind }) => kind === 'verify') ? 'verifying' : 'proved'} steps` : outcome

/**
 * Where documents and tests contradict each other, brute force finds ways around those who use an element: by a version that publishes no
 * document, or one that takes it away before anybody came to use it. Plans go back from the goal, and never through two versions of one
 * application for the sake of that.
 */
function isDetour(world: World, moves: string[] = []): boolean {
  const deployments = moves
    .filter(move => move.startsWith('{'))
    .map(move => JSON.parse(move) as { application: string; instance: string })
    .filter(({ application }) => world.offers.some(({ provider }) => provider === application))
  return new Set(deployments.map(({ application, instance }) => `${application} ${instance}`)).size < deployments.length
}

/** Worlds that brute force gets to the end of. */
const small = 150

function whatIsBetter(world: World, question: Question, plan: Plan): string | undefined {
  const { answer } = judgeIn(world, question)
  if ((answer === 'yes') !== (plan.outcome === 'ready')) return `the answer is ${answer}, which says something else`
  // What is in the way beside pairings, no order of deployments puts right.
  if (plan.because.some(({ code }) => code === 'no-content') || plan.bounds.includes('reasons')) return undefined
  // A plan waits for nobody's reservation, and takes what runs already by the rules of what moves: both may cost it something.
  if (
    world.reservations.length > 0 ||
    live(world, question.environment, question.application, question.at).includes(question.version)
  )
    return undefined
  const moves = plan.steps.filter(({ kind }) => kind !== 'verify').length
  const verifying = plan.steps.some(({ kind }) => kind === 'verify')
  const isOrdered = plan.outcome === 'ready' || plan.outcome === 'steps'
  const proved = fewestMoves(world, question, { verifying: false }, small)
  if (proved === 'too many' || isDetour(world, proved)) return undefined
  if (proved?.length !== (isOrdered && !verifying ? moves : undefined)) return `${proved} is better`
  // A first verification turns an integration from comparison to tests, which brute force knows nothing of.
  if (world.offers.length > 0 || proved !== undefined) return undefined
  const verified = fewestMoves(world, question, { verifying: true }, small)
  if (verified === 'too many') return undefined
  if (verified?.length !== (isOrdered ? moves : undefined)) return `${verified}, with verifications, is better`
  if (verified !== undefined) return undefined
  const together = fewestTogether(world, question, { verifying: true }, small)
  const last = plan.steps.at(-1)
  const found = last?.kind === 'together' ? last.deployments.length : undefined
  if (together === 'too many') return undefined
  return together === found ? undefined : `${together} together are better`
}
