import { isObject, type Json, membersOf } from '../json.ts'

/** Header fields by lower-case name; a value is a text or a list of them. */
export function multiValues(raw: Json | undefined): Map<string, string[]> {
  return new Map(membersOf(raw).map(([name, value]) => [name.toLowerCase(), texts(value)]))
}

const texts = (value: Json): string[] => (Array.isArray(value) ? value : [value]).filter(item => item !== null).map(shown)
const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A query is a string (formats 1 and 2) or a map of lists. */
export function queryOf(raw: Json | undefined): Map<string, string[]> {
  if (isObject(raw)) return new Map(Object.entries(raw).map(([name, value]) => [name, texts(value)]))
  const query = new Map<string, string[]>()
  if (typeof raw !== 'string') return query
  for (const part of raw.split('&').filter(text => text !== '')) {
    const [name = '', ...rest] = part.split('=')
    const key = decoded(name)
    query.set(key, [...(query.get(key) ?? []), decoded(rest.join('='))])
  }
  return query
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
