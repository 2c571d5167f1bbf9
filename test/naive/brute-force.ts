import { judgeIn, live } from './engine.ts'
import type { Question } from './history.ts'
import { asked, inTheWayTogether, keepsProviders, type Move } from './planning.ts'
import { copyOf, happen, type World } from './world.ts'

/** What a missing result may be made good by: nothing, or a verification that succeeds. */
type Mode = { verifying: boolean }

/** The fewest moves, each safe when it is made, after which the version is there; undefined where no order of any moves does it. */
export function fewestMoves(start: World, question: Question, mode: Mode, most: number): number | 'too many' | undefined {
  const seen = new Set<string>()
  let worlds = [copyOf(start)]
  for (let made = 0; worlds.length > 0; made++) {
    const next: World[] = []
    for (const world of worlds) {
      const goal = { application: question.application, version: question.version, instance: question.instance ?? '' }
      if (afterDeploying(world, question, goal, mode) !== undefined) return made + 1
      for (const then of reachable(world, question, mode)) {
        const key = keyOf(then)
        if (seen.has(key)) continue
        seen.add(key)
        if (seen.size > most) return 'too many'
        next.push(then)
      }
    }
    worlds = next
  }
  return undefined
}

/** How many have to go at the same moment, at the least. */
export function fewestTogether(world: World, question: Question, mode: Mode, most: number): number | 'too many' | undefined {
  const goal = { application: question.application, version: question.version, instance: question.instance ?? '' }
  let sets: Move[][] = [[goal]]
  for (let size = 1; sets.length > 0; size++) {
    if (sets.length > most) return 'too many'
    if (sets.some(set => fitTogether(world, question, set, mode))) return size
    sets = sets.flatMap(set =>
      deployments(world, question)
        .filter(move => isNext(set, move))
        .map(move => [...set, move])
    )
  }
  return undefined
}

/** Each set once: what joins comes after what joined before. */
function isNext([goal, ...others]: Move[], move: Move): boolean {
  const key = (one: Move) => `${one.application} ${one.instance}`
  const last = others.at(-1)
  return key(move) !== key(goal as Move) && (last === undefined || key(move) > key(last))
}

function fitTogether(world: World, question: Question, moves: readonly Move[], mode: Mode): boolean {
  const verified = copyOf(world)
  const then = () => {
    const after = copyOf(verified)
    for (const move of moves) happen(after, { step: 'deploy', ...move, environment: question.environment })
    return after
  }
  if (mode.verifying) {
    for (const move of moves) verifyAll(verified, inTheWayTogether(verified, then(), asked(question, move)))
  }
  return moves.every(move => inTheWayTogether(verified, then(), asked(question, move)).length === 0)
}

function* reachable(world: World, question: Question, mode: Mode): Generator<World> {
  for (const move of deployments(world, question)) {
    const then = afterDeploying(world, question, move, mode)
    if (then !== undefined) yield then
  }
  for (const { application, version, instance } of here(world, question)) {
    const elsewhere = here(world, question).some(other => other.application === application && other.instance !== instance)
    const supported = world.releases.some(
      ({ environment, until, ...other }) =>
        environment === question.environment && other.application === application && (until === undefined || question.at <= until)
    )
    const rolling = world.rollouts.some(
      other => other.environment === question.environment && other.application === application && other.instance === instance
    )
    if ((!elsewhere && !supported) || rolling) continue
    const then = copyOf(world)
    happen(then, { step: 'undeploy', application, instance, environment: question.environment })
    if (version !== '' && keepsProviders(then, question, application)) yield then
  }
}

function afterDeploying(world: World, question: Question, move: Move, { verifying }: Mode): World | undefined {
  const then = copyOf(world)
  if (verifying) verifyAll(then, judgeIn(then, asked(question, move)).reasons)
  if (judgeIn(then, asked(question, move)).answer !== 'yes') return undefined
  happen(then, { step: 'deploy', ...move, environment: question.environment })
  return then
}

const missing = ['never-verified', 'not-verified-with-live-version', 'partly-verified']

function verifyAll(world: World, reasons: ReturnType<typeof judgeIn>['reasons']): void {
  for (const { code, consumer, consumerVersion, provider, providerVersion = 'any' } of reasons) {
    if (!missing.includes(code) || consumer === undefined || consumerVersion === undefined || provider === undefined) continue
    happen(world, { step: 'verify', consumer, version: consumerVersion, provider, providerVersion, success: true })
  }
}

const here = ({ deployments }: World, { environment }: Question) => deployments.filter(known => known.environment === environment)

/** Newer versions with something to prove for every slot that there is, and for who is not there at all. */
function deployments(world: World, question: Question): Move[] {
  const { environment, at } = question
  const order = (application: string, version: string) =>
    world.versions.findIndex(known => known.application === application && known.version === version)
  return world.applications.flatMap(application => {
    if (world.retired.includes(application)) return []
    const running = [...world.deployments, ...world.rollouts].filter(
      known => known.application === application && known.environment === environment
    )
    const slots = [...new Set(running.map(({ instance }) => instance))]
    const places = slots.length === 0 && live(world, environment, application, at).length === 0 ? [''] : slots
    return places.flatMap(instance => {
      const newest = Math.max(
        -1,
        ...running.filter(known => known.instance === instance).map(({ version }) => order(application, version))
      )
      return world.versions
        .filter(known => known.application === application && order(application, known.version) > newest)
        .filter(({ version }) => hasSomething(world, application, version))
        .map(({ version }) => ({ application, version, instance }))
    })
  })
}

function hasSomething({ publications }: World, application: string, version: string): boolean {
  if (publications.some(known => known.consumer === application && known.version === version)) return true
  return (
    !publications.some(({ consumer }) => consumer === application) &&
    publications.some(({ provider }) => provider === application)
  )
}

const keyOf = ({ deployments, rollouts }: World) =>
  JSON.stringify([...deployments, ...rollouts].map(there => Object.values(there).join()).sort())
