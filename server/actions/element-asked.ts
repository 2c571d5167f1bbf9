import type { AskedElement } from '../domain/usage/element.ts'
import { readElement } from '../domain/usage/element.ts'
import { fitted, storable } from '../domain/usage/place.ts'
import { nearestKeys } from '../domain/windows/nearest-keys.ts'
import { invalid, Problem } from '../problem.ts'
import type { Promises } from './provider-promises.ts'

/** The key of an element as it is kept, or the refusal that says what it must be. */
export function elementAsked(text: string, place: 'body' | 'path' | 'query' = 'query'): AskedElement {
  const element = readElement(text, false)
  if ('problem' in element) throw invalid({ element: [element.problem] }, place)
  if (storable(element.text) !== element.text || fitted(element.text) !== element.text)
    throw invalid({ element: ['is too long, or has characters that no key has'] }, place)
  return element
}

/** Refuses an element that no document of the provider has; where one may have more than is known of it, it is taken as asked. */
export function refuseUnknown({ provider, versions, windows }: Promises, key: string): void {
  if (versions.length === 0) {
    throw new Problem(
      'not-found',
      `${provider.name} has published no provider contract, so its elements are not known; soloist publish-provider-contract does`
    )
  }
  if (windows.has(key) !== false) return
  const near = nearestKeys(key, [...new Set(versions.flatMap(({ offered }) => offered.keys()))])
  const instead = near.length === 0 ? '' : ` Near it: ${near.join(', ')}`
  throw new Problem('not-found', `No provider contract of ${provider.name} has ${key}.${instead}`)
}
