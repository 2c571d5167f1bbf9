import { isLeftOut } from '../matrix/ignored.ts'
import type { OfferedElement } from '../windows/document-elements.ts'
import type { DatesKnown } from './dates.ts'
import { type Dates, Offer, type User } from './facts.ts'
import { aroundOf, type Direction, isHttp, messageVersion, offers } from './keys.ts'
import { isPredecessor } from './message-names.ts'
import type { ElementQuestion } from './reasons.ts'

/** What the candidate no longer offers, and a version that it replaces does. */
export interface Removed {
  element: string
  direction?: Direction
  versions: string[]
  dates: Dates | undefined
  isOver: boolean
  users: Array<Pick<User, 'application' | 'version' | 'how' | 'until'>>
  /** Of a message version: the next one, where the candidate begins it. */
  successor?: string
  audience?: OfferedElement['audience']
}

/** Only the outermost: of an endpoint that is gone, nothing is told of its fields. */
export function removedBy(question: ElementQuestion, dates: DatesKnown): Removed[] {
  const { candidate } = question
  const { documents } = candidate.circumstances.elements
  const offerOf = (versionId: number) => new Offer(documents.filter(document => document.versionId === versionId))
  const own = offerOf(candidate.id as number)
  const found = new Map<string, Removed>()
  for (const versionId of new Set(documents.map(document => document.versionId))) {
    if (versionId === candidate.id) continue
    const before = offerOf(versionId)
    const using = usersOf(question, versionId)
    for (const [element, direction] of [...inUse(using), ...dated(candidate.application, before, dates), ...open(before)]) {
      if (!isRemoved(own, before, element, direction)) continue
      const id = `${direction ?? ''} ${element}`
      const known = found.get(id)
      const versions = [...new Set([...(known?.versions ?? []), before.version])]
      const users = [...(known?.users ?? []), ...usersThat(using, element, direction)]
      const said = dates.around(candidate.application, element, versions)
      const successor = successorIn(own, before, element, direction)
      const audience =
        before
          .about(isHttp(element))
          ?.find(element)
          .find(each => each.direction === direction)?.audience ?? known?.audience
      found.set(id, {
        element,
        ...(direction && { direction }),
        versions,
        dates: said,
        isOver: dates.isOver(said),
        users: distinct(users),
        ...(successor !== undefined && { successor }),
        ...(audience !== undefined && { audience })
      })
    }
  }
  return [...found.values()]
    .filter(({ element, direction }) => !aroundOf(element).some(key => found.has(`${direction ?? ''} ${key}`)))
    .sort((a, b) => (a.element < b.element ? -1 : a.element > b.element ? 1 : 0))
}

/** Whoever runs there is not just about to, and whoever is about to did not just leave messages behind. */
function distinct(users: ReadonlyArray<Removed['users'][number]>): Removed['users'] {
  const weight = { retained: 0, reserved: 1, candidate: 2, live: 3 }
  const known = new Map<string, Removed['users'][number]>()
  for (const user of users) {
    const key = `${user.application}\n${user.version}`
    const other = known.get(key)
    if (other === undefined || weight[user.how] > weight[other.how]) known.set(key, user)
  }
  return [...known.values()]
}

type Key = [element: string, direction: Direction | undefined]

const inUse = (users: readonly User[]): Key[] =>
  users.flatMap(({ used }) => used.map(({ key, direction }): Key => [key, direction]))

function dated(application: string, before: Offer, dates: DatesKnown): Key[] {
  return dates
    .elements(application, [before.version])
    .flatMap(element => (before.about(isHttp(element))?.find(element) ?? []).map(({ direction }): Key => [element, direction]))
}

/** Who uses what is public cannot be seen: it is in use until it was announced to go. */
const open = (before: Offer): Key[] =>
  [true, false].flatMap(kind => before.about(kind)?.open() ?? []).map(({ key, direction }): Key => [key, direction])

/** What may be there all the same is not removed; nor is what the candidate publishes no document about. */
export function isRemoved(own: Offer, before: Offer, element: string, direction: Direction | undefined): boolean {
  const [now, earlier] = [own.about(isHttp(element)), before.about(isHttp(element))]
  if (now === undefined || earlier === undefined) return false
  return offers(earlier, element, direction) === true && offers(now, element, direction) === false
}

const usersThat = (users: readonly User[], element: string, direction: Direction | undefined) =>
  users
    .filter(({ how, used }) => {
      // What runs no more sends nothing new and reads nothing; the commands that it sent are still to be received.
      if (how === 'retained' && direction !== 'receives') return false
      return used.some(one => one.key === element && one.direction === direction)
    })
    .map(({ application, version, how, until }) => ({ application, version, how, until }))

/** Those that count: not what is ignored, nor what the other candidates replace. */
function usersOf({ candidate, candidates, ignored, moment }: ElementQuestion, replacedId: number): User[] {
  const others = candidates.filter(other => other !== candidate)
  const isReplaced = (user: User) => others.some(({ application }) => application === user.application)
  return candidate.circumstances.elements.users.filter(user => {
    if (user.replacedId !== replacedId) return false
    if (
      user.how === 'candidate'
        ? !others.some(({ application, number }) => application === user.application && number === user.version)
        : isReplaced(user)
    )
      return false
    if (user.how !== 'live' && user.until !== null && moment.isAfter(user.until)) return false
    return !isLeftOut({ application: user.application, number: user.version }, ignored) && !isLeftOut(candidate, ignored)
  })
}

/** A later version of the message that the candidate begins to send, or to receive. */
function successorIn(own: Offer, before: Offer, element: string, direction: Direction | undefined): string | undefined {
  const message = messageVersion(element)
  const [now, earlier] = [own.about(false), before.about(false)]
  if (message === undefined || now === undefined || earlier === undefined) return undefined
  return now.keys().find(key => {
    const other = messageVersion(key)
    return (
      other !== undefined &&
      isPredecessor(message, other) &&
      now.find(key).some(each => each.direction === direction) &&
      offers(earlier, key, direction) === false
    )
  })
}
