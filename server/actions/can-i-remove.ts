import type { Broker } from '../broker.ts'
import { Moment } from '../domain/moment.ts'
import { type Policy, policyFor } from '../domain/policies.ts'
import { isStrictFor, placesAffected } from '../domain/windows/broken-promises.ts'
import { earliestSunset } from '../domain/windows/check-window.ts'
import { judgeRemoval, type Removal } from '../domain/windows/removal.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import { invalid } from '../problem.ts'
import { findEnvironment } from '../storage/environments.ts'
import { allPolicies } from '../storage/matrix/environment-with-policies.ts'
import { elementAsked, refuseUnknown } from './element-asked.ts'
import { type ElementUsers, elementUsers, isLiveIn, placesOf, usedBy } from './element-users.ts'
import { theApplication } from './found.ts'
import { type Promises, promisesOf } from './provider-promises.ts'
import type { UsingVersion } from './who-uses.ts'

/** An element, with what is promised of it and who relies on it. */
export interface ElementAnswer {
  provider: string
  element: string
  window: ElementWindow
  isPublic: boolean
  users: ElementUsers
}

export interface RemovalAnswer extends ElementAnswer, Removal {
  environment: string | undefined
}

/** May the provider remove the element now, from where it is live (in that environment, or anywhere)? */
export async function canIRemove(
  broker: Broker,
  name: string,
  { element, environment }: { element: string; environment?: string | undefined }
): Promise<RemovalAnswer> {
  if (environment !== undefined && (await findEnvironment(broker.db, environment)) === undefined)
    throw invalid({ environment: [`is not known: ${environment}`] }, 'query')
  const moment = new Moment(broker.now())
  const { promises, ...answer } = await elementAnswer(broker, name, element, moment)
  const live = answer.users.versions.filter(version => isLiveIn(version, environment))
  const others = answer.users.versions.filter(version => !isLiveIn(version))
  const used = usedBy(live)
  const facts = {
    window: answer.window,
    present: promises.windows.has(answer.element),
    isPublic: answer.isPublic,
    used: used === 'no' && answer.users.truncated ? 'maybe' : used,
    usedElsewhere: others.length > 0,
    ...rulesFor(await allPolicies(broker.db), {
      provider: answer.provider,
      environments: environment === undefined ? placesAffected(promises.versions.map(({ version }) => version)) : [environment],
      live
    })
  } as const
  return { ...answer, ...judgeRemoval(facts, moment), environment }
}

/** What policies say of the removal: strict where any place has it so, allowed where every place does for everybody who is there. */
function rulesFor(
  policies: readonly Policy[],
  {
    provider,
    environments,
    live
  }: { provider: string; environments: ReadonlyArray<string | undefined>; live: readonly UsingVersion[] }
) {
  const ruleOf = (consumer: string, environment: string) =>
    policyFor(policies, 'after-sunset', { consumer, provider, environment })?.rule
  return {
    isStrict: isStrictFor(policies, provider, environments),
    isAllowed: live.every(user =>
      placesOf(user)
        .filter(environment => environments.includes(environment))
        .every(environment => ruleOf(user.application, environment) === 'allow')
    )
  }
}

export interface DeprecationAnswer extends ElementAnswer {
  answer: 'yes' | 'no' | 'unknown'
  /** The last millisecond of the first day that may be announced as its sunset. */
  earliestSunset: number
  minimum: number
}

/** May the provider announce that it will remove the element, who has to move then, and when is it free at the earliest? */
export async function canIDeprecate(broker: Broker, name: string, element: string): Promise<DeprecationAnswer> {
  const now = broker.now()
  const { promises, ...answer } = await elementAnswer(broker, name, element, new Moment(now))
  const { minimum, announced, windows } = promises
  const dates = announced.get(answer.element)
  const isOver = answer.window.state === 'sunset' || answer.window.state === 'removed'
  return {
    ...answer,
    // Past its sunset there is nothing left to announce.
    answer: isOver ? 'no' : windows.has(answer.element) === 'unknown' ? 'unknown' : 'yes',
    earliestSunset: earliestSunset({ deprecatedOn: dates?.deprecatedOn }, { announced: dates, minimum, now }),
    minimum
  }
}

async function elementAnswer(
  broker: Broker,
  name: string,
  text: string,
  moment: Moment
): Promise<ElementAnswer & { promises: Promises }> {
  const asked = elementAsked(text)
  const key = asked.text
  const promises = await broker.db.snapshot(async db => promisesOf(db, broker, await theApplication(db, name)))
  refuseUnknown(promises, key)
  const [users] = await elementUsers(broker, promises, [asked])
  return {
    promises,
    provider: promises.provider.name,
    element: key,
    window: promises.windows.of(key, moment),
    isPublic: promises.versions.some(({ offered }) => offered.find(key).some(({ audience }) => audience === 'public')),
    users: users as ElementUsers
  }
}
