import type { Settling } from '../domain/matrix/settle.ts'
import { besideOf } from '../domain/plan/beside.ts'
import { type Plan, planFor } from '../domain/plan/plan.ts'
import type { Deploy, Version } from '../domain/plan/world.ts'
import type { Queries } from '../storage/database.ts'
import { circumstancesOf } from '../storage/matrix/circumstances.ts'
import type { Surroundings } from './plan-around.ts'

/** How often a plan is made anew because a version in it would not be let in. */
const mostRounds = 4

interface Around {
  surroundings: Surroundings
  settling: Settling & { environment: string }
  environmentId: number
}

/**
 * A plan of versions against which nothing speaks but what the plan is made of: one that moves a version of which a verdict would find
 * something else in its way, such as a store that it would share, is made again without that version.
 */
export async function planWithout(db: Queries, goal: Deploy, around: Around): Promise<Plan> {
  const { facts } = around.surroundings
  const refused = new Set<number>()
  const candidatesOf = (application: string) => facts.candidatesOf(application).filter(({ id }) => !refused.has(id))
  for (let round = 1; ; round++) {
    const plan = planFor({ ...facts, candidatesOf }, goal)
    const moves = movesOf(plan).filter(({ version }) => version.id !== goal.version.id)
    const unfit: Version[] = []
    for (const instance of new Set(moves.map(move => move.instance))) {
      const versions = moves.filter(move => move.instance === instance).map(({ version }) => version)
      unfit.push(...(await unfitOf(db, versions, instance, around)))
    }
    if (unfit.length === 0)
      return refused.size === 0 || plan.outcome === 'steps' ? plan : { ...plan, bounds: [...plan.bounds, 'reasons'] }
    if (round === mostRounds) return { outcome: 'none', steps: [], because: [], bounds: ['reasons'] }
    for (const { id } of unfit) refused.add(id)
  }
}

const movesOf = ({ steps }: Plan): Deploy[] =>
  steps.flatMap(step => {
    if (step.kind === 'together') return step.deployments
    return step.kind === 'deploy' ? [step] : []
  })

/** Those against which something speaks beside pairings on their way to the slot, as the environment is now. In one statement. */
async function unfitOf(
  db: Queries,
  versions: readonly Version[],
  instance: string,
  { surroundings, settling, environmentId }: Around
): Promise<Version[]> {
  const { environment, policies, ignored, moment } = settling
  const place = { environment: environmentId, instance, now: moment.startOfDay() }
  const ids = versions.map(({ id }) => id)
  // A rollback that it closes keeps nobody back.
  const found = await circumstancesOf(db, ids, { ...place, horizon: 0 })
  return versions.filter(({ id, application, number }) => {
    const circumstances = found.get(id)
    const named = surroundings.applicationNamed(application)
    if (circumstances === undefined || named === undefined) return true
    const candidate = {
      application,
      number,
      id,
      isConsumer: named.isConsumer === 1,
      isProvider: named.isProvider === 1,
      team: { owner: named.owner, contact: named.contact },
      policies: surroundings.declaredBy(id),
      circumstances
    }
    const destination = { kind: 'environment' as const, name: environment }
    const beside = besideOf(candidate, { pairings: [], ignored, policies, destination, moment })
    // Without its pairings it looks as if it had no content; what has none is not tried.
    return beside.some(reason => reason.code !== 'no-content' || reason.lacks !== 'contract')
  })
}
