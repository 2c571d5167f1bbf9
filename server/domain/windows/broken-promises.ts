import type { Offer } from '../elements/facts.ts'
import { aroundOf, isHttp, offers } from '../elements/keys.ts'
import type { Moment } from '../moment.ts'
import { type Policy, policyFor } from '../policies.ts'
import type { OfferedElements } from './offered-elements.ts'
import type { ProviderWindows } from './provider-windows.ts'
import { judgeRemoval, type RemovalReason } from './removal.ts'
import type { ElementWindow } from './window.ts'

/** An element that proposed documents no longer have, though it is promised, whoever uses it. */
export interface BrokenPromise {
  element: string
  window: ElementWindow
  reason: RemovalReason
}

export interface Promised {
  provider: string
  windows: ProviderWindows
  /** The provider's versions that the proposal would follow. */
  followed: ReadonlyArray<{ environments: readonly string[]; offered: OfferedElements }>
  policies: readonly Policy[]
  /** Elements that a consumer would miss, or something inside of them. */
  missed: ReadonlySet<string>
  moment: Moment
}

/** The outermost of those that the versions have and the proposal does not. What consumers would miss is told of them, and not here. */
export function brokenPromises(proposed: Offer, promised: Promised): BrokenPromise[] {
  const { provider, windows, followed, policies, missed, moment } = promised
  const isStrict = isStrictFor(policies, provider, placesAffected(followed))
  const open = new Set(followed.flatMap(({ offered }) => offered.open()).map(({ key }) => key))
  const gone = [...new Set([...open, ...windows.dated()])].filter(key => {
    const mine = proposed.about(isHttp(key))
    const had = followed.flatMap(({ offered }) => offered.find(key))
    return mine !== undefined && had.some(({ direction }) => offers(mine, key, direction) === false)
  })
  return gone
    .filter(key => !aroundOf(key).some(outer => gone.includes(outer)))
    .flatMap(element => {
      const window = windows.of(element, moment)
      const facts = { window, present: true, isPublic: open.has(element), used: 'no', usedElsewhere: false } as const
      const { reasons } = judgeRemoval({ ...facts, isStrict, isAllowed: false }, moment)
      const isTold = ({ code }: RemovalReason) =>
        code === 'window-cut-short' ? !missed.has(element) : code.startsWith('public-')
      return reasons.filter(isTold).map(reason => ({ element, window, reason }))
    })
}

/** Where versions run: what they lose is felt in each of these. Undefined for anywhere. */
export const placesAffected = (versions: ReadonlyArray<{ environments: readonly string[] }>): Array<string | undefined> => [
  ...new Set([undefined, ...versions.flatMap(({ environments }) => environments)])
]

/** Whether a policy says in any of the places that what was announced holds. */
export const isStrictFor = (policies: readonly Policy[], provider: string, places: ReadonlyArray<string | undefined>): boolean =>
  places.some(environment => policyFor(policies, 'window', { consumer: '', provider, environment })?.rule === 'strict')
