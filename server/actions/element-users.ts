import type { Broker } from '../broker.ts'
import type { AskedElement } from '../domain/usage/element.ts'
import { around } from '../domain/windows/around.ts'
import type { Promises } from './provider-promises.ts'
import { type UsingVersion, type WhoUses, whoUsesEach } from './who-uses.ts'

/** Who relies on an element, or on anything inside it. */
export interface ElementUsers extends Omit<WhoUses, 'match'> {
  versions: UsingVersion[]
}

/** Of each of the elements; in one reading of the provider's documents. */
export async function elementUsers(
  broker: Broker,
  { provider, versions }: Promises,
  elements: readonly AskedElement[]
): Promise<ElementUsers[]> {
  // Messages that the provider receives may still be on their way when who sent them runs no more.
  const isReceived = ({ text }: AskedElement) =>
    versions.some(({ offered }) => offered.find(text).some(({ direction }) => direction === 'receives'))
  const found = await whoUsesEach(broker, provider.name, elements.map(withInside), isReceived)
  return found.map((users, i) => {
    const element = elements[i] as AskedElement
    const key = element.text
    const versions = users.versions.flatMap(version => {
      const uses = version.uses.filter(({ element }) => around(element).includes(key))
      const held = version.held.filter(({ kind }) => kind === 'reserved' || isReceived(element))
      return uses.length === 0 ? [] : [{ ...version, held, uses }]
    })
    return { ...users, element: key, versions }
  })
}

/** Fields have others inside; of an endpoint, a status or a whole message, whoever uses something inside uses it, too. */
function withInside(element: AskedElement): AskedElement {
  const isField = element.kind === 'message' ? element.place !== '' : /\.body/.test(element.place)
  return isField ? { ...element, prefix: true } : element
}

/** Whether it counts in the environment, or in any: it runs there, is about to, or left messages behind. */
export function isLiveIn(version: UsingVersion, environment?: string | undefined): boolean {
  const places = placesOf(version)
  return environment === undefined ? places.length > 0 : places.includes(environment)
}

export const placesOf = ({ environments, held }: UsingVersion): string[] => [
  ...new Set([...environments, ...held.map(({ environment }) => environment)])
]

/** Whether any of the versions certainly relies on it, may do so, or none does. */
export function usedBy(versions: readonly UsingVersion[]): 'yes' | 'maybe' | 'no' {
  if (versions.length === 0) return 'no'
  return versions.some(({ uses }) => uses.some(({ strength }) => strength !== 'unknown')) ? 'yes' : 'maybe'
}
