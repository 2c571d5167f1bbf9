import { endOfString } from '../json-depth.ts'

const space = /[ \t\r\n]*/y
const scalar = /[^\s,\]}]*/y

/** The offset of the member or item that a path leads to, or of the last there is on the way; in a text that is known to be JSON. */
export function locateInJson(text: string, path: readonly string[]): number {
  let at = skip(text, 0, space)
  let found = at
  for (const token of path) {
    const place = text[at] === '{' ? memberIn(text, at, token) : text[at] === '[' ? itemIn(text, at, Number(token)) : undefined
    if (place === undefined) return found
    found = place.start
    at = place.value
  }
  return found
}

/** Where it begins, and where its value does. */
interface Found {
  start: number
  value: number
}

function memberIn(text: string, map: number, name: string): Found | undefined {
  for (let at = skip(text, map + 1, space); text[at] === '"'; at = next(text, at)) {
    const start = at
    const end = endOfString(text, at)
    at = skip(text, skip(text, end, space) + 1, space)
    if (JSON.parse(text.slice(start, end)) === name) return { start, value: at }
  }
  return undefined
}

function itemIn(text: string, list: number, index: number): Found | undefined {
  let at = skip(text, list + 1, space)
  for (let i = 0; i < index; i++) {
    if (text[at] === ']' || at >= text.length) return undefined
    at = next(text, at)
  }
  return { start: at, value: at }
}

/** Where the next member or item begins, from the value of this one. */
function next(text: string, value: number): number {
  const end = skip(text, endOfValue(text, value), space)
  return text[end] === ',' ? skip(text, end + 1, space) : end
}

function endOfValue(text: string, start: number): number {
  const opening = text[start]
  if (opening === '"') return endOfString(text, start)
  if (opening !== '{' && opening !== '[') return skip(text, start, scalar)
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at) - 1
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1
  }
  return text.length
}

function skip(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}
