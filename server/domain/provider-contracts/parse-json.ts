import { endOfString } from '../json-depth.ts'
import type { Limits } from './limits.ts'
import { type DocumentProblem, quoted } from './place.ts'

const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them inside a string
const unusual = /[\\\u0000-\u001f]/
const space = /[ \t\r\n]*/y

/** Where the walk is: in a list, or in a map with the keys it has so far. */
interface Level {
  keys?: Set<string>
}

/**
 * A JSON text's value, or the first thing that is wrong with it. JSON.parse alone tells no line, takes the last of two equal keys
 * and knows no limits.
 */
export function parseJson(text: string, limits: Limits): { value: unknown } | DocumentProblem {
  return problemIn(text, limits) ?? { value: JSON.parse(text) as unknown }
}

function problemIn(text: string, { depth, nodes }: Limits): DocumentProblem | undefined {
  const levels: Level[] = []
  let at = 0
  let count = 0
  const wrong = (sentence: string, place = at): DocumentProblem => ({ sentence, at: place })
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  /** The string that begins here. Without a pattern: they run out of memory on long ones. */
  const takeString = (): string | undefined => {
    if (text[at] !== '"') return undefined
    const end = endOfString(text, at)
    const lexeme = text.slice(at, end)
    const plain = end < text.length && !unusual.test(lexeme)
    const value = plain ? lexeme.slice(1, -1) : stringIn(lexeme)
    if (value !== undefined) at = end
    return value
  }
  const takeOnly = (character: string): boolean => {
    take(space)
    if (text[at] !== character) return false
    at++
    return true
  }

  /** A key and its colon. */
  function takeKey(keys: Set<string>): DocumentProblem | undefined {
    take(space)
    const start = at
    const key = takeString()
    if (key === undefined) return wrong(`${expected(text, at)} where a key in double quotes is expected`)
    if (keys.has(key)) return wrong(`the key ${quoted(key)} is there twice`, start)
    keys.add(key)
    return takeOnly(':') ? undefined : wrong(`${expected(text, at)} where a colon is expected`)
  }

  for (;;) {
    take(space)
    if (++count > nodes) return wrong(`there are more than ${nodes} values`)
    const opening = text[at]
    if (opening === '{' || opening === '[') {
      if (levels.length === depth) return wrong(`it is nested deeper than ${depth} levels`)
      at++
      const level: Level = opening === '{' ? { keys: new Set() } : {}
      levels.push(level)
      if (!takeOnly(opening === '{' ? '}' : ']')) {
        const problem = level.keys && takeKey(level.keys)
        if (problem !== undefined) return problem
        continue
      }
      levels.pop()
    } else if (takeString() === undefined && take(literal) === undefined) {
      return wrong(`${expected(text, at)} where a value is expected`)
    }
    // A value has ended: so may the lists and maps it is in.
    for (;;) {
      const level = levels.at(-1)
      if (level === undefined) {
        take(space)
        return at === text.length ? undefined : wrong('there is more behind the end of the document')
      }
      if (takeOnly(',')) {
        const problem = level.keys && takeKey(level.keys)
        if (problem !== undefined) return problem
        break
      }
      if (!takeOnly(level.keys ? '}' : ']')) {
        return wrong(`${expected(text, at)} where a comma or the end of the ${level.keys ? 'map' : 'list'} is expected`)
      }
      levels.pop()
    }
  }
}

function stringIn(lexeme: string): string | undefined {
  try {
    return JSON.parse(lexeme) as string
  } catch {
    return undefined
  }
}

function expected(text: string, at: number): string {
  if (at >= text.length) return 'the text ends'
  return text[at] === '"'
    ? 'a string that never ends, or has a character or escape that JSON lacks, stands'
    : `${quoted(text[at])} stands`
}
