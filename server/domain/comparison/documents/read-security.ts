import { itemsOf, member, membersOf, textAt } from '../json.ts'
import { into, valueAt } from '../pointer.ts'
import type { SecurityScheme } from './api.ts'
import type { Place, Reading } from './place.ts'

/** One of the lists must be met, each scheme of it. An empty requirement means that nothing is needed. */
export function readSecurity(reading: Reading, operation: Place, schemes: string): SecurityScheme[][] {
  const required = member(operation.value, 'security') ?? member(reading.root, 'security')
  return itemsOf(required).map(requirement => membersOf(requirement).map(([name]) => schemeOf(reading, schemes, name)))
}

function schemeOf(reading: Reading, schemes: string, name: string): SecurityScheme {
  const pointer = into(schemes, name)
  const value = reading.place(pointer, valueAt(reading.root, pointer))?.value
  if (value === undefined) return { name, kind: 'unknown' }
  const type = textAt(value, 'type')
  if (type === 'apiKey')
    return { name, kind: 'apiKey', place: textAt(value, 'in') ?? 'header', parameter: textAt(value, 'name') ?? '' }
  // Swagger 2 has a type of its own for it.
  if (type === 'basic') return { name, kind: 'http', scheme: 'basic' }
  if (type === 'http') return { name, kind: 'http', scheme: (textAt(value, 'scheme') ?? '').toLowerCase() }
  return { name, kind: 'other' }
}
