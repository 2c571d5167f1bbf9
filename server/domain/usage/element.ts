import { erased } from '../comparison/documents/api.ts'
import { fitted, headerPlace } from './place.ts'

/** What is asked about, in the parts that are looked for apart. `GET /users/{}#response.200.body/name`, `orders#placed@1/id`. */
export type AskedElement =
  | { kind: 'http'; text: string; method: string; template: string; place: string; prefix: boolean }
  | { kind: 'message'; text: string; key: string; place: string; prefix: boolean }

const forms =
  'METHOD /path/{} (perhaps with #request|response.STATUS.place/pointer behind it) or channel#message@version (perhaps with /pointer)'

/** Reads the key of an element; with `prefix`, the beginning of one. Names of path parameters do not matter. */
export function readElement(text: string, prefix: boolean): AskedElement | { problem: string } {
  const http = /^([A-Za-z]+) (\/[^#]*)(?:#(.*))?$/s.exec(text)
  if (http !== null) {
    const [, method = '', path = '', place] = http
    // A beginning that ends within the path says nothing of a place yet.
    return asHttp(method.toUpperCase(), erased(path), place, prefix)
  }
  if (prefix && text.includes('#') && !text.includes('@')) return { kind: 'message', text, key: text, place: '', prefix }
  const message = /^([^#]*)#(.+?)@([^@/#]+)(\/.*)?$/s.exec(text)
  if (message === null) return { problem: `is no element: it must be ${forms}` }
  const [, channel = '', name = '', version = '', pointer = ''] = message
  const key = `${channel}#${name}@${version}`
  const place = fitted(pointer)
  return { kind: 'message', text: key + place, key, place, prefix }
}

function asHttp(method: string, template: string, given: string | undefined, prefix: boolean): AskedElement {
  const place = fitted(headerPlace(given ?? ''))
  const text = `${method} ${template}${given === undefined ? '' : `#${place}`}`
  return { kind: 'http', text, method, template, place, prefix }
}

/** Whether only the beginning of the path, or of the message's key, is given. */
export const isOpen = (asked: AskedElement): boolean =>
  asked.prefix && (asked.kind === 'http' ? !asked.text.includes('#') : !asked.key.includes('@'))

/** Fields of bodies, and of messages: where what is not readable may be. */
export const isInContent = ({ kind, place }: AskedElement): boolean =>
  kind === 'message' ? place !== '' : /(^$|\.body)/.test(place)
