import type { Command, Option, Options } from './command.ts'
import { commonOptions } from './common-options.ts'

/** What `soloist` can do, in one screen. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'soloist: can I deploy this version alone?',
    '',
    'Usage: soloist <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'soloist help <command> tells its options; soloist --version tells the version.',
    exitCodeLine
  ].join('\n')
}

/** One command and its options. */
export function helpFor({ name, aliases = [], summary, rest, options }: Command): string {
  return [
    `soloist ${name}: ${summary}`,
    '',
    `Usage: soloist ${name}${rest === undefined ? '' : ` ${rest}`} [options]`,
    ...(aliases.length === 0 ? [] : [`Also known as ${aliases.join(', ')}.`]),
    ...(Object.keys(options).length === 0 ? [] : ['', ...optionLines(options)]),
    '',
    'Of every command:',
    ...optionLines(commonOptions),
    '',
    exitCodeLine
  ].join('\n')
}

const exitCodeLine = 'Exit codes: 0 yes or done, 1 no, 2 unknown, 3 asked wrongly, 4 no answer.'

function optionLines(options: Options): string[] {
  const lines = Object.entries(options).map(([name, option]): [string, string] => [
    usageOf(name, option),
    remarks(option, 'config' in options)
  ])
  const width = Math.min(44, Math.max(0, ...lines.map(([usage]) => usage.length)))
  return lines.map(([usage, help]) => `  ${usage.padEnd(width)}  ${help}`)
}

function usageOf(name: string, { type, short, value = 'VALUE', optional, negatable }: Option): string {
  const long = negatable === true ? `--[no-]${name}` : `--${name}`
  const argument = type === 'boolean' ? '' : optional === true ? ` [${value}]` : ` ${value}`
  return `${short === undefined ? '    ' : `-${short}, `}${long}${argument}`
}

function remarks({ help, needed, aliases = [], inFile }: Option, readsFile: boolean): string {
  const also = aliases.length === 0 ? '' : ` (also ${aliases.map(alias => `--${alias}`).join(', ')})`
  const elsewhere = readsFile && inFile !== undefined ? '; else that of soloist.yml' : ''
  return `${help}${also}${elsewhere}${needed === true ? '; needed' : ''}`
}
