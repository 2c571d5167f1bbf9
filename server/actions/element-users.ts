import type { Broker } from '../broker.ts'
import type { AskedElement } from '../domain/usage/element.ts'
import { around } from '../domain/windows/around.ts'
import { type UsingVersion, type WhoUses, whoUsesEach } from './who-uses.ts'

/** Who relies on an element, or on anything inside it. */
export interface ElementUsers extends Omit<WhoUses, 'match'> {
  versions: UsingVersion[]
}

/** Of each of the elements; in one reading of the provider's documents. */
export async function elementUsers(broker: Broker, provider: string, elements: readonly AskedElement[]): Promise<ElementUsers[]> {
  const found = await whoUsesEach(broker, provider, elements.map(withInside))
  return found.map((users, i) => {
    const key = (elements[i] as AskedElement).text
    const versions = users.versions.flatMap(version => {
      const uses = version.uses.filter(({ element }) => around(element).includes(key))
      return uses.length === 0 ? [] : [{ ...version, uses }]
    })
    return { ...users, element: key, versions }
  })
}

/** Fields have others inside; of an endpoint, a status or a whole message, whoever uses something inside uses it, too. */
function withInside(element: AskedElement): AskedElement {
  const isField = element.kind === 'message' ? element.place !== '' : /\.body/.test(element.place)
  return isField ? { ...element, prefix: true } : element
}

export const isLiveIn = ({ environments }: UsingVersion, environment?: string | undefined): boolean =>
  environment === undefined ? environments.length > 0 : environments.includes(environment)

/** Whether any of the versions certainly relies on it, may do so, or none does. */
export function usedBy(versions: readonly UsingVersion[]): 'yes' | 'maybe' | 'no' {
  if (versions.length === 0) return 'no'
  return versions.some(({ uses }) => uses.some(({ strength }) => strength !== 'unknown')) ? 'yes' : 'maybe'
}
