export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [member: string]: Json }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An own member; documents may hold members named like what every object inherits. */
export const member = (value: unknown, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

export const textAt = (value: unknown, name: string): string | undefined => {
  const found = member(value, name)
  return typeof found === 'string' ? found : undefined
}

/** The members of an object, none of what is no object. */
export const membersOf = (value: unknown): Array<[string, Json]> => (isObject(value) ? Object.entries(value) : [])

export const itemsOf = (value: unknown): Json[] => (Array.isArray(value) ? value : [])

/** Sets a member even where its name is `__proto__`. */
export function setMember(object: JsonObject, name: string, value: Json): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  else object[name] = value
}

/** Equal as JSON: the order of members does not count. */
export function sameJson(one: Json, other: Json): boolean {
  if (one === other) return true
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((item, i) => sameJson(item, other[i]!))
  }
  if (!isObject(one) || !isObject(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every(name => Object.hasOwn(other, name) && sameJson(one[name]!, other[name]!))
  )
}

/** One text for all values that are equal as JSON. */
export function jsonKey(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(jsonKey).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map(name => `${JSON.stringify(name)}:${jsonKey(value[name]!)}`).join()}}`
}

/** The name of a value's type in JSON Schema, where whole numbers are numbers. */
export function kindName(value: Json): 'null' | 'array' | 'object' | 'string' | 'number' | 'boolean' {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : (typeof value as 'object' | 'string' | 'number' | 'boolean')
}
