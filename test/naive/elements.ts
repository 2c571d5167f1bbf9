import { type Document, datedThing, offeredIn, openEndedThing, sunsetDay } from './comparing.ts'
import type { Question, Reason } from './history.ts'
import { leftBehind, reserved } from './live-set.ts'
import { policyFor } from './not-deployed.ts'
import { contentsOf, type Kind, kindOf, type Publication, type World } from './world.ts'

/** A thing, event or command of the candidate's application that it no longer offers, with the versions that use it. */
interface Removed {
  thing: number
  kind: Kind
  before: Document[]
  users: User[]
}

interface User {
  application: string
  version: string
  isRetained: boolean
}

type Live = (world: World, environment: string, application: string, at: number) => string[]

/** "Elements and messages" */
export function elementReasons(world: World, question: Question, live: Live): Reason[] {
  const reasons = removed(world, question, live).flatMap(each => {
    const reason = removal(world, question, each)
    return reason === undefined ? [] : [reason]
  })
  // "a document of X deprecates it, and neither that nor an announcement gives a last day"
  if (documentOf(world, question.application, question.version) === 'dated')
    reasons.push({ code: 'window-open-ended', outcome: 'warn', element: `requests ${openEndedThing}` })
  return [...reasons, ...usedLate(world, question, live)]
}

function removal(world: World, question: Question, { thing, kind, before, users }: Removed): Reason | undefined {
  const { application, environment } = question
  const isDated = kind === 'requests' && thing === datedThing
  const element = `${kind} ${thing}`
  const isOver = isDated && question.at > sunsetDay
  if (users.length > 0) {
    // "a contract of a consumer version that counts uses it, whatever its dates"
    const code = kind === 'requests' ? 'element-removed-in-use' : 'message-version-dropped'
    // "Warn, when its last day is over and a policy … with rule allow holds for each of those consumers"
    const isAllowed = users.every(
      user => policyFor(world, 'after-sunset', user.application, application, environment)?.rule === 'allow'
    )
    const who = users.map(user => `${user.application} ${user.version}`)
    return { code, outcome: isOver && isAllowed ? 'warn' : 'fail', element, users: who.sort() }
  }
  if (isOver) return undefined
  // "Fail, when its audience is public (then also where it was given no last day)"
  if (before.includes('open')) return { code: 'window-cut-short', outcome: 'fail', element }
  if (!isDated) return undefined
  const isStrict = policyFor(world, 'window', '', application, environment)?.rule === 'strict'
  return { code: 'window-cut-short', outcome: isStrict ? 'fail' : 'warn', element }
}

/** Whether only the deployment of another application sets something free that X no longer offers. */
export const isInUseByOthers = (world: World, question: Question, live: Live): boolean =>
  removed(world, question, live).some(
    each =>
      removal(world, question, each)?.outcome === 'fail' &&
      each.users.some(({ application, isRetained }) => application !== question.application && !isRetained)
  )

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
    for (const kind of ['requests', 'events', 'commands'] as const) {
      const [earlier, kept] = [offeredIn(before, kind), offeredIn(now, kind)]
      if (earlier === undefined || kept === undefined) continue
      for (const thing of earlier.filter(each => !kept.includes(each))) {
        const known = found.find(other => other.thing === thing && other.kind === kind)
        if (known !== undefined) known.before.push(before)
        else found.push({ thing, kind, before: [before], users: usersOf(world, question, live, thing, kind) })
      }
    }
  }
  return found
}

function usersOf(world: World, question: Question, live: Live, thing: number, kind: Kind): User[] {
  const { application, environment, at, version, ignore = [] } = question
  const isLeftOut = (name: string, number: string) =>
    ignore.some(known => known.name === name && (known.version === undefined || known.version === number))
  if (isLeftOut(application, version)) return []
  const users: User[] = []
  for (const contract of world.publications) {
    const { consumer, version: number } = contract
    if (contract.provider !== application || !uses(contract, thing, kind)) continue
    if (consumer === application && number === version) continue
    if (isLeftOut(consumer, number)) continue
    // "live or reserved in E, or, for what the provider receives, retained there"
    const isThere = [...live(world, environment, consumer, at), ...reserved(world, environment, consumer, at)].includes(number)
    if (isThere) users.push({ application: consumer, version: number, isRetained: false })
    else if (kind === 'commands' && leftBehind(world, environment, consumer, at).includes(number))
      users.push({ application: consumer, version: number, isRetained: true })
  }
  return users
}

const uses = ({ content }: Publication, thing: number, kind: Kind) =>
  kindOf(content) === kind && contentsOf(content).includes(thing)

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
    for (const thing of [datedThing, openEndedThing].filter(each => uses(contract, each, 'requests'))) {
      const element = `requests ${thing}`
      // "its last day is over"
      if (thing === datedThing && at > sunsetDay) reasons.push({ code: 'past-sunset-in-use', outcome: 'warn', element })
      // "and no version that X replaces uses it"
      else if (!replacedUses(world, question, provider, thing))
        reasons.push({ code: 'deprecated-newly-used', outcome: 'warn', element })
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
        uses(known, thing, 'requests')
    )
  )
