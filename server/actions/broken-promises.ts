import { Offer } from '../domain/elements/facts.ts'
import { aroundOf, isHttp, offers } from '../domain/elements/keys.ts'
import type { Moment } from '../domain/moment.ts'
import { type Policy, policyFor } from '../domain/policies.ts'
import { packElements, unpackElements } from '../domain/windows/document-elements.ts'
import { judgeRemoval, type RemovalReason } from '../domain/windows/removal.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import type { DocumentOffer } from './check-provider-contracts.ts'
import type { Promises } from './provider-promises.ts'
import { readDocumentAside } from './read-document.ts'

/** An element that proposed documents no longer have, though it is promised, whoever uses it. */
export interface BrokenPromise {
  element: string
  window: ElementWindow
  reason: RemovalReason
}

/** What the proposal as a whole offers; of a document that cannot be read nothing is known. */
export async function offerOf(proposed: readonly DocumentOffer[]): Promise<Offer> {
  const read = await Promise.all(proposed.map(({ text }) => readDocumentAside(text)))
  return new Offer(
    read.flatMap(document =>
      'problems' in document ? [] : [{ kind: document.facts.kind, elements: unpackElements(packElements(document.elements)) }]
    )
  )
}

interface Circumstances {
  policies: readonly Policy[]
  /** The provider's versions that the proposal would follow. */
  followed: ReadonlySet<string>
  /** Elements that a consumer would miss, or something inside of them. */
  missed: ReadonlySet<string>
  moment: Moment
}

/** The outermost of those that the versions have and the proposal does not. What consumers would miss is told of them, and not here. */
export function brokenPromises(
  own: Offer,
  { provider, windows, versions }: Promises,
  { policies, followed, missed, moment }: Circumstances
): BrokenPromise[] {
  const before = versions.filter(({ version }) => followed.has(version.number))
  const places = [undefined, ...before.flatMap(({ version }) => version.environments)]
  const isStrict = isStrictIn(policies, provider.name, places)
  const open = new Set(before.flatMap(({ offered }) => offered.open()).map(({ key }) => key))
  const gone = [...new Set([...open, ...windows.dated()])].filter(key => {
    const mine = own.about(isHttp(key))
    const had = before.flatMap(({ offered }) => offered.find(key))
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

/** Whether a policy says in any of the places that what was announced holds. */
export const isStrictIn = (policies: readonly Policy[], provider: string, places: ReadonlyArray<string | undefined>): boolean =>
  places.some(environment => policyFor(policies, 'window', { consumer: '', provider, environment })?.rule === 'strict')
