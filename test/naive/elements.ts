import { datedThing, eventsIn, openEndedThing, sunsetDay, thingsIn } from './comparing.ts'
import type { Question, Reason } from './history.ts'
import { reserved } from './live-set.ts'
import { contentsOf, type Publication, type World } from './world.ts'

/** A thing or an event of the candidate's application that it no longer offers, with the applications whose versions use it. */
interface Removed {
  thing: number
  isEvent: boolean
  users: string[]
}

type Live = (world: World, environment: string, application: string, at: number) => string[]

/** "Elements and messages" */
export function elementReasons(world: World, question: Question, live: Live): Reason[] {
  const reasons: Reason[] = removed(world, question, live).flatMap(({ thing, isEvent, users }): Reason[] => {
    // "a version that is live or reserved in E uses it"
    if (users.length > 0) return [{ code: isEvent ? 'message-version-dropped' : 'element-removed-in-use', outcome: 'fail' }]
    // "nobody uses it, and its last day is not over"
    const isPromised = !isEvent && thing === datedThing && question.at <= sunsetDay
    return isPromised ? [{ code: 'window-cut-short', outcome: 'warn' }] : []
  })
  // "a document of X deprecates it, and neither that nor an announcement gives a last day"
  if (documentOf(world, question.application, question.version) === 'dated')
    reasons.push({ code: 'window-open-ended', outcome: 'warn' })
  return [...reasons, ...usedLate(world, question, live)]
}

/** Whether only the deployment of another application sets something free that X no longer offers. */
export const isInUseByOthers = (world: World, question: Question, live: Live): boolean =>
  removed(world, question, live).some(({ users }) => users.some(user => user !== question.application))

const documentOf = (world: World, provider: string, version: string) =>
  world.offers.find(known => known.provider === provider && known.version === version)?.document

/** "the versions that X replaces: those of A deployed in E (in the slot X goes to, when the question names an instance; else in any), other than X" */
function replacedBy(world: World, { application, version, environment, instance }: Question): string[] {
  return world.deployments
    .filter(there => there.application === application && there.environment === environment && there.version !== version)
    .filter(there => instance === undefined || there.instance === instance)
    .map(there => there.version)
}

/** "a version that X replaces offers it, and X does not, though it publishes a document of the kind" */
function removed(world: World, question: Question, live: Live): Removed[] {
  const { application, version } = question
  const now = documentOf(world, application, version)
  if (now === undefined) return []
  const found: Removed[] = []
  for (const replaced of new Set(replacedBy(world, question))) {
    const before = documentOf(world, application, replaced)
    if (before === undefined) continue
    for (const [offered, isEvent] of [
      [thingsIn, false],
      [eventsIn, true]
    ] as const) {
      const [earlier, kept] = [offered(before), offered(now)]
      if (earlier === undefined || kept === undefined) continue
      for (const thing of earlier.filter(each => !kept.includes(each))) {
        if (found.some(known => known.thing === thing && known.isEvent === isEvent)) continue
        found.push({ thing, isEvent, users: usersOf(world, question, live, thing, isEvent) })
      }
    }
  }
  return found
}

function usersOf(world: World, question: Question, live: Live, thing: number, isEvent: boolean): string[] {
  const { application, environment, at, version, ignore = [] } = question
  const isLeftOut = (name: string, number: string) =>
    ignore.some(known => known.name === name && (known.version === undefined || known.version === number))
  if (isLeftOut(application, version)) return []
  return world.publications
    .filter(contract => contract.provider === application && uses(contract, thing, isEvent))
    .filter(contract => !(contract.consumer === application && contract.version === version))
    .filter(contract => !isLeftOut(contract.consumer, contract.version))
    .filter(({ consumer, version: number }) =>
      [...live(world, environment, consumer, at), ...reserved(world, environment, consumer, at)].includes(number)
    )
    .map(({ consumer }) => consumer)
}

const uses = ({ content }: Publication, thing: number, isEvent: boolean) =>
  content.endsWith('messages') === isEvent && contentsOf(content).includes(thing)

/** "X uses it of a version that is live in E …" */
function usedLate(world: World, question: Question, live: Live): Reason[] {
  const { application, version, environment, at, ignore = [] } = question
  const reasons: Reason[] = []
  for (const contract of world.publications) {
    const { consumer, provider } = contract
    if (consumer !== application || contract.version !== version) continue
    const met = live(world, environment, provider, at)
      .filter(number => documentOf(world, provider, number) === 'dated')
      .filter(
        number => !ignore.some(known => known.name === provider && (known.version === undefined || known.version === number))
      )
    if (met.length === 0) continue
    for (const thing of [datedThing, openEndedThing].filter(each => uses(contract, each, false))) {
      // "its last day is over"
      if (thing === datedThing && at > sunsetDay) reasons.push({ code: 'past-sunset-in-use', outcome: 'warn' })
      // "and no version that X replaces uses it"
      else if (!replacedUses(world, question, provider, thing)) reasons.push({ code: 'deprecated-newly-used', outcome: 'warn' })
    }
  }
  return reasons
}

const replacedUses = (world: World, question: Question, provider: string, thing: number) =>
  replacedBy(world, question).some(version =>
    world.publications.some(
      known =>
        known.consumer === question.application &&
        known.version === version &&
        known.provider === provider &&
        uses(known, thing, false)
    )
  )
