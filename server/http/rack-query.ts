/** A value of a query read by Rack's nested grammar: `a=1`, `a[]=1`, `a[b]=1`, `q[][x]=1`. */
export type RackValue = string | null | RackValue[] | { [key: string]: RackValue }
export type RackQuery = { [key: string]: RackValue }

const deepest = 8

/**
 * Reads a query string as Rack does. Clients rely on one rule that other parsers lack: in `q[][x]=1&q[][y]=2&q[][x]=3`
 * a new object begins where the key already exists in the current one, so order matters. Reference 1.1.1.
 */
export function parseRackQuery(query: string): RackQuery {
  const result: RackQuery = Object.create(null)
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decode(at === -1 ? pair : pair.slice(0, at))
    const value = at === -1 ? null : decode(pair.slice(at + 1))
    const head = /^[^[]*/.exec(name)?.[0] ?? ''
    const rest = [...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map(match => match[1] as string)
    if (head === '' || rest.length > deepest) result[name] = value
    else place(result, head, rest, value)
  }
  return result
}

function place(into: RackQuery, key: string, rest: string[], value: RackValue): void {
  if (rest.length === 0) {
    into[key] = value
  } else if (rest[0] === '') {
    const list = Array.isArray(into[key]) ? (into[key] as RackValue[]) : []
    into[key] = list
    placeInList(list, rest.slice(1), value)
  } else {
    const object = isObject(into[key]) ? (into[key] as RackQuery) : (Object.create(null) as RackQuery)
    into[key] = object
    place(object, rest[0] as string, rest.slice(1), value)
  }
}

function placeInList(list: RackValue[], rest: string[], value: RackValue): void {
  if (rest.length === 0) {
    list.push(value)
    return
  }
  const last = list.at(-1)
  const key = rest[0] as string
  if (isObject(last) && !(rest.length === 1 && key in last)) {
    place(last, key, rest.slice(1), value)
    return
  }
  const fresh: RackQuery = Object.create(null)
  list.push(fresh)
  place(fresh, key, rest.slice(1), value)
}

const isObject = (value: RackValue | undefined): value is RackQuery =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
