import type { Broker } from '../broker.ts'
import type { Uncompared } from '../domain/comparison.ts'
import type { MatrixQuestion } from '../domain/matrix/question.ts'
import { readCanIDeploy } from '../domain/matrix/read-question.ts'
import { Moment } from '../domain/moment.ts'
import type { Overriding } from '../domain/overrides.ts'
import { besideOf, isAboutPairing, isInUse } from '../domain/plan/beside.ts'
import type { Bound, Plan } from '../domain/plan/plan.ts'
import type { Deploy } from '../domain/plan/world.ts'
import { isInTheWay, outcomeOf, type Reason } from '../domain/reasons.ts'
import type { Candidate, Verdict } from '../domain/verdict.ts'
import type { Version } from '../domain/version.ts'
import { invalid } from '../problem.ts'
import type { Queries } from '../storage/database.ts'
import { type Environment, findEnvironment, findEnvironmentByUuid } from '../storage/environments.ts'
import { matrixIn } from './ask-matrix.ts'
import { missing, theVersion } from './found.ts'
import { type Surroundings, surroundingsOf } from './plan-around.ts'
import { planWithout } from './plan-without.ts'
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
  /** What somebody answers for today; the plan goes without. */
  overriding: Overriding | undefined
}

/** Asked for in one go; the next question asks for more. */
const mostComparisons = 200

/** The shortest safe order of deployments that ends with the version in the environment. All facts come from one state of the database. */
export async function makePlan(broker: Broker, asked: PlanAsked): Promise<MadePlan> {
  const moment = new Moment(broker.now())
  const { wanted, ...made } = await broker.db.snapshot(async db => {
    const version = await theVersion(db, asked.application, asked.version)
    const environment = await environmentNamed(db, asked.environment)
    const { instance } = asked
    const question = questionOf(asked, environment.name)
    const { verdict, wanted } = await matrixIn({ db, config: broker.config }, question, moment)
    const { plan, wanted: more } = await planFrom(db, { version, environment, instance, question, verdict, moment })
    const overriding = verdict?.overriding
    return { version, environment, instance, plan, overriding, wanted: [...wanted, ...more.slice(0, mostComparisons)] }
  })
  await scheduleComparisons(broker, wanted)
  return made
}

const goalFor = ({ id, application, number, order }: Version, instance = ''): Deploy => ({
  kind: 'deploy',
  version: { id, application, number, order },
  instance
})

/** About the slot that it would go to, which is the one without an instance where none is named. */
function questionOf({ application, version, instance = '', ignore }: PlanAsked, environment: string) {
  const asked = { pacticipant: application, version, environment, applicationInstance: instance, ignore }
  const { question, errors } = readCanIDeploy(asked)
  if (question === undefined) throw invalid(errors)
  return question
}

interface Judged {
  version: Version
  environment: Environment
  instance: string | undefined
  question: MatrixQuestion
  verdict: Verdict | undefined
  moment: Moment
}

/** The verdict has the last word about the present: what it finds beside pairings, no deployment of others puts right. */
async function planFrom(
  db: Queries,
  { version, environment, instance, question, verdict, moment }: Judged
): Promise<{ plan: Plan; wanted: readonly Uncompared[] }> {
  const goal = goalFor(version, instance)
  if (verdict?.answer === 'yes') return { plan: { outcome: 'ready', steps: [goal], because: [], bounds: [] }, wanted: [] }
  const { candidates, reasons } = verdict as Verdict
  const { policies, ignored } = await understand(db, question, [], moment.startOfDay())
  const beside = besideOf(candidates[0] as Candidate, {
    pairings: reasons.filter(isAboutPairing).map(({ pairing }) => pairing),
    policies,
    ignored,
    moment,
    destination: { kind: 'environment', name: environment.name }
  })
  if (beside.length > 0) return { plan: impossible(beside, beside.every(isItsOwn) ? [] : ['reasons']), wanted: [] }
  const settling = { policies, ignored, environment: environment.name, moment }
  const inUse = reasons.filter(isInUse)
  const excused = { versionId: version.id, elements: inUse.filter(reason => outcomeOf(reason) === 'warn') }
  const surroundings = await surroundingsOf(db, version, environment.id, { ...settling, excused })
  const plan = await planWithout(db, goal, { surroundings, settling, environmentId: environment.id })
  if (plan.outcome === 'ready') return { plan: impossible(reasons.filter(isInTheWay)), wanted: [] }
  const because = plan.outcome === 'steps' ? [] : [...plan.because, ...inUse.filter(isInTheWay)]
  const bounds = [...plan.bounds, ...furtherBounds(plan, surroundings)]
  return { plan: { ...plan, because, bounds }, wanted: surroundings.wanted }
}

const impossible = (because: Reason[], bounds: Bound[] = []): Plan => ({ outcome: 'none', steps: [], because, bounds })

/** Whether no deployment of anybody else could ever change it. */
const isItsOwn = ({ code }: Reason): boolean => code === 'no-content'

/** What there is beyond what a plan was looked for in, where it might have been better. */
function furtherBounds({ outcome, steps, because }: Plan, { cut, moreVersions, wanted }: Surroundings): Bound[] {
  const bounds: Bound[] = []
  const isProved = outcome === 'steps' && steps.every(({ kind }) => kind !== 'verify')
  if (!isProved && wanted.length > 0) bounds.push('comparisons')
  if (outcome === 'steps') return bounds
  const named = because.flatMap(reason =>
    'pairing' in reason ? [reason.pairing.consumer.name, reason.pairing.provider.name] : []
  )
  if (cut) bounds.push('applications')
  if (named.some(name => moreVersions.has(name))) bounds.push('versions')
  return bounds
}

const environmentNamed = async (db: Queries, environment: string): Promise<Environment> =>
  (await findEnvironmentByUuid(db, environment)) ??
  (await findEnvironment(db, environment)) ??
  missing(`No environment has the UUID or the name ${environment}; GET /environments lists them`)
