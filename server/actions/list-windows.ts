import type { Broker } from '../broker.ts'
import { Moment } from '../domain/moment.ts'
import { readElement } from '../domain/usage/element.ts'
import { type DatesProblem, datesProblems } from '../domain/windows/check-window.ts'
import type { DeclaredDates } from '../domain/windows/document-elements.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import type { PlacedVersion } from '../storage/placed-versions.ts'
import { type CommandedWindow, providersWithWindows } from '../storage/windows.ts'
import { elementAsked, refuseUnknown } from './element-asked.ts'
import { elementUsers, isLiveIn } from './element-users.ts'
import { theApplication } from './found.ts'
import { type Promises, promisesOf } from './provider-promises.ts'
import type { UsingVersion } from './who-uses.ts'

/** `upcoming`: the sunset is to come. `overdue`: it passed, and the element is there or used all the same. */
export type WindowsState = 'all' | 'upcoming' | 'overdue'

export interface ListedWindow {
  provider: string
  element: string
  window: ElementWindow
  commanded: CommandedWindow | undefined
  /** What the documents of each version say. */
  documents: Array<{ version: string; dates: DeclaredDates; problems: DatesProblem[] }>
  /** The versions that have the element. */
  offeredBy: PlacedVersion[]
  /** Of one whose sunset passed: the live versions that rely on it. Undefined: not looked at. */
  users: UsingVersion[] | undefined
  overdue: boolean
}

export interface ListedWindows {
  windows: ListedWindow[]
  /** Of some that are past their sunset, users were not looked for. */
  truncated: boolean
}

/** Elements past their sunset of which the users are looked for, of one answer. */
const mostWithUsers = 50

/** All windows of a provider, or of all providers, the next sunset first. */
export async function listWindows(
  broker: Broker,
  { provider, state }: { provider?: string | undefined; state: WindowsState }
): Promise<ListedWindows> {
  const { db, now } = broker
  const names = provider === undefined ? await providersWithWindows(db) : [provider]
  const listed: ListedWindow[] = []
  let left = mostWithUsers
  let truncated = false
  for (const name of names) {
    const promises = await db.snapshot(async queries => promisesOf(queries, broker, await theApplication(queries, name)))
    const windows = windowsOf(promises, now())
    const past = windows.filter(({ window }) => isPast(window, now()))
    if (state !== 'upcoming') await addUsers(broker, promises, past.slice(0, left))
    truncated ||= state !== 'upcoming' && past.length > left
    left = Math.max(0, left - past.length)
    listed.push(...windows)
  }
  return { windows: listed.filter(isWanted(state, now())).sort(bySunset), truncated }
}

/** The window of one element, whether it has any dates or not. */
export async function showWindow(broker: Broker, name: string, text: string): Promise<ListedWindow> {
  const { text: element } = elementAsked(text, 'path')
  const { db, now } = broker
  const promises = await db.snapshot(async queries => promisesOf(queries, broker, await theApplication(queries, name)))
  if (!promises.commanded.has(element) && !promises.announced.has(element)) refuseUnknown(promises, element)
  const listed = listedWindow(promises, element, new Moment(now()))
  if (isPast(listed.window, now())) await addUsers(broker, promises, [listed])
  return listed
}

function windowsOf(promises: Promises, now: number): ListedWindow[] {
  const moment = new Moment(now)
  return promises.windows
    .dated()
    .map(element => listedWindow(promises, element, moment))
    .filter(({ window }) => window.declaredBy.length > 0 || window.state === 'removed')
}

function listedWindow(promises: Promises, element: string, moment: Moment): ListedWindow {
  const { provider, versions, windows, commanded, announced, minimum } = promises
  const window = windows.of(element, moment)
  const dates = announced.get(element)
  const at = dates?.announcedAt ?? moment.now
  return {
    provider: provider.name,
    element,
    window,
    commanded: commanded.get(element),
    documents: versions.flatMap(({ version, offered }) =>
      offered.find(element).flatMap(({ declared }) => {
        if (declared === undefined) return []
        const problems = datesProblems(declared, { announced: dates, minimum, at })
        return [{ version: version.number, dates: declared, problems }]
      })
    ),
    offeredBy: versions.filter(({ offered }) => offered.has(element) === true).map(({ version }) => version),
    users: undefined,
    overdue: isPast(window, moment.now) && windows.has(element) === true
  }
}

async function addUsers(broker: Broker, promises: Promises, listed: readonly ListedWindow[]): Promise<void> {
  const asked = listed.flatMap(each => {
    const element = readElement(each.element, false)
    return 'problem' in element ? [] : [{ each, element }]
  })
  if (asked.length === 0) return
  const found = await elementUsers(
    broker,
    promises,
    asked.map(({ element }) => element)
  )
  asked.forEach(({ each }, i) => {
    each.users = found[i]?.versions.filter(version => isLiveIn(version)) ?? []
    each.overdue ||= each.users.length > 0
  })
}

const isPast = ({ announced, sunset }: ElementWindow, now: number): boolean => announced && sunset !== undefined && sunset < now

const isWanted =
  (state: WindowsState, now: number) =>
  ({ window, overdue }: ListedWindow): boolean => {
    if (state === 'all') return window.state !== 'removed' || overdue || (window.sunset ?? 0) >= now
    if (state === 'overdue') return overdue
    return window.state !== 'removed' && window.sunset !== undefined && window.sunset >= now
  }

const bySunset = (a: ListedWindow, b: ListedWindow): number =>
  (a.window.sunset ?? Number.POSITIVE_INFINITY) - (b.window.sunset ?? Number.POSITIVE_INFINITY) ||
  compare(a.provider, b.provider) ||
  compare(a.element, b.element)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
