import { readWords, valuesOf } from './arguments.ts'
import type { Asked, Command } from './command.ts'
import { commands } from './commands/index.ts'
import { optionsOf } from './common-options.ts'
import { connect, outputFormat, reportFiles } from './connection.ts'
import { SoloistError } from './error.ts'
import { exitCodeForError, exitCodes } from './exit-codes.ts'
import { finding } from './found.ts'
import { helpFor, overview } from './help.ts'
import { didYouMean } from './nearest.ts'
import { outputTo, type Stream } from './output.ts'
import { printable } from './paint.ts'
import { defaultsFrom } from './soloist-file/defaults.ts'
import { findSoloistFile } from './soloist-file/read.ts'

/** The part of the process that the command may see. */
export interface World {
  env: Record<string, string | undefined>
  stdout: Stream
  stderr: Stream
  folder: string
  /** Of the package, for `--version`. */
  version: string
}

/** Runs one command line and returns the exit code. */
export async function run(words: readonly string[], world: World): Promise<number> {
  const [name = 'help', ...args] = words
  const print = (text: string) => void world.stdout.write(`${text}\n`)
  if (name === '--version' || name === '-V') {
    print(world.version)
    return exitCodes.done
  }
  if (name === 'help' || name === '--help' || name === '-h') return help(args[0], print, world)
  const command = find(name)
  if (command === undefined) return unknownCommand(name, world)
  try {
    return await runCommand(command, args, world)
  } catch (error) {
    if (!(error instanceof SoloistError)) throw error
    world.stderr.write(`${printable(error.message)}\n`)
    if (error.code === 'asked-wrongly') world.stderr.write(`soloist help ${command.name} tells more.\n`)
    return exitCodeForError(error.code)
  }
}

async function runCommand(command: Command, args: string[], world: World): Promise<number> {
  const { env, folder } = world
  const options = optionsOf(command)
  const { given: words, rest } = readWords(args, options, command.rest !== undefined)
  if (words.some(({ name }) => name === 'help')) {
    world.stdout.write(`${helpFor(command)}\n`)
    return exitCodes.done
  }
  const file = 'config' in options ? await findSoloistFile(words.find(({ name }) => name === 'config')?.value, folder) : undefined
  const defaults = file === undefined ? [] : defaultsFrom(file, options, words)
  const given = [...defaults, ...words]
  const values = valuesOf(given, options)
  const format = outputFormat(values.output as string | undefined, env)
  const files = reportFiles((values.report ?? []) as string[], folder)
  const out = outputTo(world, { name: command.name, format, verbose: values.verbose === true, files })
  for (const { value } of defaults) out.say(`Application ${value} (from ${file?.file})`)
  const asked: Omit<Asked, 'broker'> = {
    values: values as Asked['values'],
    given,
    rest,
    out,
    env,
    folder,
    file,
    found: finding(env, folder, out.say)
  }
  // Made when it is first used: `serve` needs no broker, and no address of one.
  let broker: Asked['broker'] | undefined
  return command.run({
    ...asked,
    get broker() {
      return (broker ??= connect(values, env))
    }
  })
}

function help(name: string | undefined, print: (text: string) => void, world: World): number {
  if (name === undefined) print(overview(commands))
  else {
    const command = find(name)
    if (command === undefined) return unknownCommand(name, world)
    print(helpFor(command))
  }
  return exitCodes.done
}

const find = (name: string) => commands.find(command => command.name === name || command.aliases?.includes(name))

function unknownCommand(name: string, { stderr }: World): number {
  const names = commands.flatMap(command => [command.name, ...(command.aliases ?? [])])
  stderr.write(`There is no command ${printable(name)}. ${didYouMean(name, names)}\n`)
  return exitCodes.askedWrongly
}
