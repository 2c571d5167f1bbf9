import { wrong } from './door.ts'

/** Encodes every character but the unreserved ones, as the broker does in its own links. */
export function encodeName(name: string): string {
  if (/\p{Surrogate}/u.test(name)) throw wrong(`${JSON.stringify(name)} is not valid Unicode.`)
  return encodeURIComponent(name).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** An address below the base: names may hold any character, so each is encoded on its way in. */
export function path(strings: TemplateStringsArray, ...names: string[]): string {
  return strings.reduce((text, part, i) => text + segment(names[i - 1], strings) + part)
}

function segment(name: unknown, strings: TemplateStringsArray): string {
  const address = strings.join('…')
  if (typeof name !== 'string' || name === '') throw wrong(`A name in ${address} is missing: it is ${JSON.stringify(name)}.`)
  // Every URL parser takes these two for steps in the path, encoded or not: the request would go to another resource.
  if (name === '.' || name === '..') throw wrong(`"${name}" cannot stand in an address (${address}).`)
  return encodeName(name)
}

export type QueryValue = string | number | boolean | undefined

/** `?name=value&…` in the order given; those without a value are left out. */
export function query(pairs: ReadonlyArray<readonly [name: string, value: QueryValue]>): string {
  const given = pairs.filter(([, value]) => value !== undefined)
  const text = given.map(([name, value]) => `${encodeName(name)}=${encodeName(String(value))}`).join('&')
  return text === '' ? '' : `?${text}`
}

export interface Paging {
  /** From 1. Without it, and without `size`, everything is returned. */
  page?: number | undefined
  size?: number | undefined
}

export const paging = ({ page, size }: Paging): Array<[string, QueryValue]> => [
  ['page', page],
  ['size', size]
]
