import type { Found } from './found.ts'
import type { Output } from './output.ts'
import type { Soloist } from './soloist.ts'
import type { FoundFile } from './soloist-file/read.ts'

export interface Option {
  type: 'string' | 'boolean'
  /** For the help, without a full stop. */
  help: string
  /** What stands for the value in the help. */
  value?: string
  short?: string
  /** Names that other clients use for it. */
  aliases?: readonly string[]
  multiple?: true
  needed?: true
  /** The value may be left out; it is then ''. */
  optional?: true
  /** `--no-…` says the opposite. */
  negatable?: true
  /** What stands in for it in soloist.yml, in a command that reads it (that has the option `config`). */
  inFile?: 'application'
}

export type Options = Record<string, Option>

type ValueOf<O extends Option> = O extends { type: 'boolean' }
  ? boolean | undefined
  : O extends { multiple: true }
    ? string[]
    : O extends { needed: true }
      ? string
      : string | undefined

export type Values<O extends Options> = { [name in keyof O]: ValueOf<O[name]> }

/** One option as it was given. */
export interface Given {
  name: string
  value: string
}

export interface Asked<O extends Options = Options> {
  values: Values<O>
  /** Options in the order they were given, for those whose meaning depends on it. */
  given: readonly Given[]
  /** What is no option. */
  rest: readonly string[]
  broker: Soloist
  out: Output
  env: Record<string, string | undefined>
  folder: string
  /** soloist.yml, where there is one and the command reads it. */
  file: FoundFile | undefined
  /** What the CI system or git say about this commit, each said once on stderr when it is used. */
  found: Found
}

/** One sub-command. `run` returns the exit code. */
export interface Command<O extends Options = Options> {
  name: string
  aliases?: readonly string[]
  summary: string
  /** How what is no option is called in the help; without it, there is none. */
  rest?: string
  options: O
  run(asked: Asked<O>): Promise<number>
}

/** Types `run` by `options`, then forgets: the table of commands holds them all. */
export function command<const O extends Options>(definition: Command<O>): Command {
  return definition as unknown as Command
}
