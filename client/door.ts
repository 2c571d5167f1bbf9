import { SoloistError } from './error.ts'
import { didYouMean } from './nearest.ts'

/**
 * Checks what a method was given before anything is sent. TypeScript does this for those who use it; for the others a
 * misspelt `enviroment` would silently ask another question, and its yes would be a false one.
 */
export function checkAsked<T extends object>(
  asked: T,
  needed: ReadonlyArray<keyof T & string>,
  optional: ReadonlyArray<keyof T & string> = []
): void {
  if (typeof asked !== 'object' || asked === null) throw wrong(`An object with ${needed.join(', ')} is needed.`)
  const known: string[] = [...needed, ...optional]
  for (const name of Object.keys(asked)) {
    if (!known.includes(name)) throw wrong(`There is no option ${name} here. ${didYouMean(name, known)}`)
  }
  for (const name of needed) {
    if (asked[name] === undefined || asked[name] === null) throw wrong(`${name} is missing.`)
  }
}

export const wrong = (sentence: string, cause?: unknown) => new SoloistError('asked-wrongly', sentence, { cause })
