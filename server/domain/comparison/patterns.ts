// A pure function around re2js, which the domain may import: patterns come from strangers, and RE2 matches in linear time.
import { RE2JS } from 're2js'

export interface Pattern {
  test(text: string): boolean
}

const longest = 2_000
const kept = 5_000
const compiled = new Map<string, Pattern | undefined>()

/** `undefined` where RE2 cannot read the pattern (lookarounds, back references): what it matches is then unknown. */
export function compilePattern(source: string): Pattern | undefined {
  if (compiled.has(source)) return compiled.get(source)
  if (compiled.size >= kept) compiled.clear()
  const pattern = compile(source)
  compiled.set(source, pattern)
  return pattern
}

function compile(source: string): Pattern | undefined {
  if (source.length > longest) return undefined
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(source))
    return { test: text => pattern.test(text) }
  } catch {
    return undefined
  }
}

/** A pattern that matches what holds this text. */
export const literalPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
