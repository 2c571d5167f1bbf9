import fc from 'fast-check'
import { live } from './engine.ts'
import type { Question, Step } from './history.ts'
import { byTwins } from './live-set-moves.ts'
import { type Move, moves, pick, prove } from './moves.ts'
import { answeredFor } from './overrides.ts'
import { coming, type Scene, takingAway } from './scenes.ts'
import { happen, replay, type World } from './world.ts'

export interface Case {
  history: Step[]
  question: Question
}

const environments = ['test', 'production']
const number = fc.nat(839)
/** A kind of move and four numbers that it may spend as it likes; smaller numbers mean simpler steps. */
const move = fc.tuple(fc.nat(moves.length - 1), number, number, number, number)
const wish = fc.record({
  number,
  missing: number,
  environment: number,
  instance: number,
  ignore: number,
  at: number,
  proof: number,
  override: number,
  scene: fc.tuple(number, number, number, number)
})

/**
 * Histories with a question at their end. They are valid by construction: random numbers are read one after the other against
 * what exists by then, so whatever fast-check leaves out when it shrinks, the rest is a history again.
 */
const drawing = fc
  .record({
    applications: fc.integer({ min: 3, max: 6 }),
    moves: fc.array(move, { maxLength: 100, size: 'max' }),
    wish
  })
  .map(drawn => tell(drawn))

// fast-check likes extreme numbers at first; here they only mean histories in which nothing happens.
export const cases: fc.Arbitrary<Case> = fc.noBias(drawing)

function tell(drawn: { applications: number; moves: Move[]; wish: Wish }): Case {
  const history: Step[] = [...'abcdef'].slice(0, drawn.applications).map(name => ({ step: 'application', name }))
  for (const name of environments) history.push({ step: 'environment', name })
  const world = replay(history)
  const add = (steps: Step[]) => {
    for (const step of steps) happen(world, step)
    history.push(...steps)
  }
  for (const drawnMove of drawn.moves) add(moves[drawnMove[0]]!(world, drawnMove))
  const scene = sceneFor(world, drawn.wish.scene)
  add(scene?.steps ?? [])
  const asked = ask(drawn.wish, world)
  // A third of them before any date of theirs.
  const at = drawn.wish.at < 280 ? asked.at % 3 : asked.at
  const question = scene === undefined ? asked : { ...asked, ...scene.asked, environment: 'test', at }
  const { override } = drawn.wish
  if (override % 4 === 0) add(answeredFor(world, question, Math.trunc(override / 4)))
  add(lastRuns(world, drawn.wish.proof, prove(world, question)))
  if (override % 4 === 1) add(answeredFor(world, question, Math.trunc(override / 4)))
  return { history, question }
}

function sceneFor(world: World, [kind, ...drawn]: [number, number, number, number]): Scene | undefined {
  if (kind % 8 < 3) return takingAway(world, drawn)
  return kind % 8 < 5 ? coming(world, drawn) : undefined
}

/**
 * Chance alone proves too little for a yes and fails too seldom where it matters: often the pipeline of the version in question
 * has just done its work, and one provider has posted its result again, the other way round.
 */
function lastRuns(world: World, drawn: number, proof: Step[]): Step[] {
  const last = proof.length === 0 ? undefined : pick(proof, Math.trunc(drawn / 10))
  if (last?.step !== 'verify') return []
  switch (drawn % 10) {
    case 0:
    case 1:
    case 2:
      return proof
    case 3:
      return [{ ...last, success: false }, ...proof]
    case 4:
    case 6:
      return [...proof, { ...last, success: false }]
    case 5:
      return [...proof, { ...last, tests: 'some' }]
    case 7:
      return byTwins(world, proof, true)
    case 8:
      return byTwins(world, proof, drawn % 20 < 10)
    default:
      return []
  }
}

type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never

function ask(wish: Wish, { applications, versions, publications }: World): Question {
  // A version with a contract has more to meet than one without, so it is asked about more often.
  const withContract = publications.map(({ consumer, version }) => ({ application: consumer, version }))
  const likely = wish.missing % 2 === 0 && withContract.length > 0 ? withContract : versions
  const unknown = versions.length === 0 || wish.missing % 40 === 1
  const asked = unknown ? { application: pick(applications, wish.number), version: '99' } : pick(likely, wish.number)
  const question: Question = {
    ...asked,
    environment: wish.environment % 6 === 5 ? 'production' : 'test',
    at: wish.at % 10
  }
  if (wish.instance % 3 === 1) question.instance = pick(['', 'blue', 'green'], Math.trunc(wish.instance / 3))
  if (wish.ignore % 6 === 1) question.ignore = ignores(Math.trunc(wish.ignore / 6), asked.application, applications)
  return question
}

/** One or two others, rarely the application in question itself; by name, or by name and version. */
function ignores(drawn: number, asked: string, applications: string[]): Array<{ name: string; version?: string }> {
  const others = applications.filter(name => name !== asked)
  const first = drawn % 7 === 6 ? asked : pick(others, drawn)
  const second = pick(others, drawn + 1)
  switch (drawn % 5) {
    case 0:
    case 1:
      return [{ name: first }]
    case 2:
    case 3:
      return [{ name: first, version: pick(['1', '2', '3'], drawn) }]
    default:
      return [{ name: first }, { name: second, version: pick(['1', '2', '3'], drawn) }]
  }
}

/** What a sample of histories is judged by besides the answers: is there enough going on where the question is asked? */
export function liveliness({ history, question }: Case): { liveVersions: number; instances: number } {
  const world = replay(history)
  const there = world.applications.map(application => ({
    versions: live(world, question.environment, application, question.at).length,
    instances: world.deployments.filter(
      deployed => deployed.application === application && deployed.environment === question.environment
    ).length
  }))
  return {
    liveVersions: Math.max(...there.map(({ versions }) => versions)),
    instances: Math.max(...there.map(({ instances }) => instances))
  }
}
