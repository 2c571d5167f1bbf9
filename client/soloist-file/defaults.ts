import type { Given, Options } from '../command.ts'
import type { FoundFile } from './read.ts'

/** The options that were not given and that the file has, as if they had been given first. */
export function defaultsFrom(file: FoundFile, options: Options, given: readonly Given[]): Given[] {
  return Object.entries(options).flatMap(([name, { inFile }]) =>
    inFile === undefined || given.some(each => each.name === name) ? [] : [{ name, value: file[inFile] }]
  )
}
