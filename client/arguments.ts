import { parseArgs } from 'node:util'
import type { Given, Option, Options } from './command.ts'
import { wrong } from './door.ts'
import { didYouMean } from './nearest.ts'

export type AnyValues = Record<string, string | string[] | boolean | undefined>

export interface Words {
  given: Given[]
  rest: string[]
}

/** Reads a command line against the options it may have; what does not fit is refused by name. What is missing may be found elsewhere. */
export function readWords(args: readonly string[], options: Options, restAllowed: boolean): Words {
  const names = namesOf(options)
  const config = Object.fromEntries([...names].map(([name, { own, option }]) => [name, parseConfig(name === own, option)]))
  const { tokens } = parseArgs({
    args: withOptionalValues(args, names),
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true
  })
  const given: Given[] = []
  const rest: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value)
    if (token.kind === 'option') given.push(givenBy(token, names))
  }
  if (rest.length > 0 && !restAllowed) throw wrong(`"${rest[0]}" is not expected here: every value follows an option.`)
  return { given, rest }
}

/** Every name an option goes by: its own, its aliases', and the negation. */
type Names = Map<string, { own: string; option: Option; negated?: true }>

function namesOf(options: Options): Names {
  const names: Names = new Map()
  for (const [own, option] of Object.entries(options)) {
    for (const name of [own, ...(option.aliases ?? [])]) if (!names.has(name)) names.set(name, { own, option })
    if (option.negatable === true) names.set(`no-${own}`, { own, option: { type: 'boolean', help: '' }, negated: true })
  }
  // An option's own name comes before another's alias.
  for (const [own, option] of Object.entries(options)) names.set(own, { own, option })
  return names
}

function parseConfig(isOwn: boolean, { type, short }: Option) {
  return isOwn && short !== undefined ? { type, short } : { type }
}

/** parseArgs has no options whose value may be left out: `--latest` becomes `--latest=`, and `--latest prod` one word. */
function withOptionalValues(args: readonly string[], names: Names): string[] {
  const words: string[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string
    if (word === '--') return [...words, ...args.slice(i)]
    const found = [...names].find(([name, { option }]) => word === `--${name}` || (option.short && word === `-${option.short}`))
    const next = args[i + 1]
    if (found?.[1].option.optional !== true) words.push(word)
    else if (next === undefined || next.startsWith('-')) words.push(`--${found[0]}=`)
    else words.push(`--${found[0]}=${args[++i]}`)
  }
  return words
}

interface OptionToken {
  name: string
  rawName: string
  value: string | undefined
  inlineValue: boolean | undefined
}

function givenBy({ name, rawName, value, inlineValue }: OptionToken, names: Names): Given {
  const known = names.get(name)
  if (known === undefined) {
    const all = [...names.keys()].map(each => `--${each}`)
    throw wrong(`There is no option ${rawName}. ${didYouMean(rawName.length > 2 ? rawName : `-${rawName}`, all)}`)
  }
  const { own, option, negated } = known
  if (option.type === 'boolean') {
    if (value !== undefined) throw wrong(`${rawName} takes no value.`)
    return { name: own, value: negated === true ? 'false' : 'true' }
  }
  if (value === undefined) throw wrong(`${rawName} needs a value.`)
  if (inlineValue !== true && /^--?[a-z]/i.test(value)) {
    throw wrong(`${rawName} needs a value; ${value} looks like the next option. If it is meant: ${rawName}=${value}`)
  }
  if (value === '' && option.optional !== true) throw wrong(`${rawName} is empty.`)
  return { name: own, value }
}

/** The value of each option; one that is needed and missing is refused. */
export function valuesOf(given: readonly Given[], options: Options): AnyValues {
  const entries = Object.entries(options).map(([name, option]) => {
    const values = given.filter(each => each.name === name).map(each => each.value)
    if (option.multiple === true) return [name, values]
    if (values.length > 1 && option.type === 'string') throw wrong(`--${name} is given more than once.`)
    if (option.type === 'boolean') return [name, values.length === 0 ? undefined : values.at(-1) === 'true']
    return [name, values[0]]
  })
  const values = Object.fromEntries(entries) as AnyValues
  const missing = Object.keys(options).filter(name => options[name]?.needed === true && given.every(each => each.name !== name))
  if (missing.length > 0 && !given.some(({ name }) => name === 'help'))
    throw wrong(`Missing: ${missing.map(name => `--${name}`).join(', ')}.`)
  return values
}
