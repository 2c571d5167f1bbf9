import type { Places } from './places.ts'

type Path = string[]

/**
 * Reads JSON together with the place of each value, which JSON.parse does not tell. Text that is not JSON is left to JSON.parse to
 * refuse; `at` is how far this got.
 */
export function readJson(text: string): { value: unknown; places: Places } | { sentence: string; at: number } {
  const places: Places = new Map()
  let at = 0
  let twice: { sentence: string; at: number } | undefined

  const skip = () => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at++
  }
  const fail = (): never => {
    throw new SyntaxError('not JSON')
  }
  const expect = (character: string) => {
    skip()
    if (text[at] !== character) fail()
    at++
  }
  const lexeme = (pattern: RegExp): unknown => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found === undefined) return fail()
    const value: unknown = JSON.parse(found)
    at += found.length
    return value
  }

  function readMembers(path: Path): Record<string, unknown> {
    const value: Record<string, unknown> = Object.create(null)
    do {
      skip()
      const keyAt = at
      const key = lexeme(string) as string
      if (key in value) twice ??= { sentence: `${JSON.stringify(key)} is there twice`, at: keyAt }
      expect(':')
      value[key] = readValue([...path, key], keyAt)
    } while (more('}'))
    return value
  }

  function readItems(path: Path): unknown[] {
    const value: unknown[] = []
    do value.push(readValue([...path, String(value.length)]))
    while (more(']'))
    return value
  }

  function more(closing: string): boolean {
    skip()
    if (text[at] !== ',' && text[at] !== closing) fail()
    return text[at++] === ','
  }

  /** A member's place is that of its key. */
  function readValue(path: Path, place?: number): unknown {
    skip()
    places.set(JSON.stringify(path), place ?? at)
    const opening = text[at]
    if (opening !== '{' && opening !== '[') return lexeme(opening === '"' ? string : word)
    at++
    skip()
    if (text[at] === (opening === '{' ? '}' : ']')) {
      at++
      return opening === '{' ? {} : []
    }
    return opening === '{' ? readMembers(path) : readItems(path)
  }

  try {
    const value = readValue([])
    skip()
    if (at < text.length) fail()
    return twice ?? { value, places }
  } catch (error) {
    if (error instanceof SyntaxError) return { sentence: at < text.length ? 'this is not JSON' : 'the text ends too early', at }
    if (error instanceof RangeError) return { sentence: 'this is nested too deep', at }
    throw error
  }
}

const string = /"(?:[^"\\]|\\.)*"/y
const word = /[-+.\w]+/y
