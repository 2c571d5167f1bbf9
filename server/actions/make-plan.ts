import type { Broker } from '../broker.ts'
import { readCanIDeploy } from '../domain/matrix/read-question.ts'
import { Moment } from '../domain/moment.ts'
import { type Bound, isAboutPairing, type Plan, planFor } from '../domain/plan/plan.ts'
import type { Deploy } from '../domain/plan/world.ts'
import { isInTheWay, type Reason, type Verdict } from '../domain/verdict.ts'
import type { Version } from '../domain/version.ts'
import { invalid } from '../problem.ts'
import type { Queries } from '../storage/database.ts'
import { type Environment, findEnvironment, findEnvironmentByUuid } from '../storage/environments.ts'
import { matrixIn } from './ask-matrix.ts'
import { missing, theVersion } from './found.ts'
import { type Surroundings, surroundingsOf } from './plan-around.ts'
import { scheduleComparisons } from './schedule-comparisons.ts'
import { understand } from './understand-question.ts'

export interface PlanAsked {
  application: string
  version: string
  /** By uuid or name. */
  environment: string
  instance: string | undefined
  ignore: unknown
}

export interface MadePlan {
  version: Version
  environment: Environment
  instance: string | undefined
  plan: Plan
}

/** The shortest safe order of deployments that ends with the version in the environment. All facts come from one state of the database. */
export async function makePlan(broker: Broker, asked: PlanAsked): Promise<MadePlan> {
  const moment = new Moment(broker.now())
  const { wanted, ...made } = await broker.db.snapshot(async db => {
    const version = await theVersion(db, asked.application, asked.version)
    const environment = await environmentNamed(db, asked.environment)
    const { instance } = asked
    const question = questionOf(asked, environment.name)
    const { verdict, wanted } = await matrixIn(db, question, moment)
    const { policies, ignored } = await understand(db, question, [], moment.startOfDay())
    const settling = { policies, ignored, environment: environment.name, moment }
    const surroundings = await surroundingsOf(db, version, environment.id, settling)
    const plan = decide(goalFor(version, instance), verdict as Verdict, surroundings)
    return { version, environment, instance, plan, wanted }
  })
  await scheduleComparisons(broker, wanted)
  return made
}

const goalFor = ({ id, application, number, order }: Version, instance = ''): Deploy => ({
  kind: 'deploy',
  version: { id, application, number, order },
  instance
})

function questionOf({ application, version, instance, ignore }: PlanAsked, environment: string) {
  const asked = { pacticipant: application, version, environment, applicationInstance: instance, ignore }
  const { question, errors } = readCanIDeploy(asked)
  if (question === undefined) throw invalid(errors)
  return question
}

/** The verdict has the last word about the present: what it finds beside pairings, no deployment of others puts right. */
function decide(goal: Deploy, { answer, reasons }: Verdict, { facts, cut, moreVersions }: Surroundings): Plan {
  if (answer === 'yes') return { outcome: 'ready', steps: [goal], because: [], bounds: [] }
  const beside = reasons.filter(reason => isInTheWay(reason) && !isAboutPairing(reason))
  if (beside.length > 0) return impossible(beside)
  const plan = planFor(facts, goal)
  if (plan.outcome === 'ready') return impossible(reasons.filter(isInTheWay))
  if (plan.outcome === 'steps') return plan
  return { ...plan, bounds: [...plan.bounds, ...furtherBounds(plan, cut, moreVersions)] }
}

const impossible = (because: Reason[]): Plan => ({ outcome: 'none', steps: [], because, bounds: [] })

function furtherBounds({ because }: Plan, cut: boolean, moreVersions: ReadonlySet<string>): Bound[] {
  const named = because.flatMap(reason =>
    'pairing' in reason ? [reason.pairing.consumer.name, reason.pairing.provider.name] : []
  )
  return [...(cut ? ['applications' as const] : []), ...(named.some(name => moreVersions.has(name)) ? ['versions' as const] : [])]
}

const environmentNamed = async (db: Queries, environment: string): Promise<Environment> =>
  (await findEnvironmentByUuid(db, environment)) ??
  (await findEnvironment(db, environment)) ??
  missing(`No environment has the UUID or the name ${environment}; GET /environments lists them`)
