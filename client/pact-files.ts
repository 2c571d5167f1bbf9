import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { wrong } from './door.ts'
import { namesIn } from './pact.ts'

export interface PactFile {
  file: string
  consumer: string
  provider: string
  text: string
}

/** The pacts in files, folders (with all below) and patterns with `*`, `**` and `?`. What is found is sorted by name. */
export async function readPactFiles(names: readonly string[], folder: string, say: (text: string) => void): Promise<PactFile[]> {
  const pacts = new Map<string, PactFile>()
  for (const name of names) {
    const { files, explicit } = await filesNamed(name, folder)
    for (const file of files) {
      const pact = await readPactFile(file, explicit)
      if (pact === undefined) say(`${file} is no pact; left out.`)
      else pacts.set(resolve(folder, file), { ...pact, file })
    }
  }
  return [...pacts.values()]
}

/** A file that was named must be a pact; one that merely lies in a folder may be something else. */
async function readPactFile(file: string, explicit: boolean): Promise<Omit<PactFile, 'file'> | undefined> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw wrong(`${file} cannot be read: ${cause.message}.`, cause)
  })
  const text = decoded(bytes, file)
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (cause) {
    throw wrong(`${file} is not valid JSON: ${(cause as Error).message}.`, cause)
  }
  const names = namesIn(content)
  if (names !== undefined) return { ...names, text }
  if (explicit) throw wrong(`${file} is no pact: it does not name its consumer and provider.`)
  return undefined
}

/** Without a byte order mark, which is no part of the contract. */
function decoded(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw wrong(`${file} is not valid UTF-8.`, cause)
  }
}

async function filesNamed(name: string, folder: string): Promise<{ files: string[]; explicit: boolean }> {
  const path = resolve(folder, name)
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() === true) return { files: [path], explicit: true }
  const isPattern = found === undefined && /[*?]/.test(name)
  if (found === undefined && !isPattern) throw wrong(`${name} is neither a file nor a folder.`)
  const files = isPattern ? await matching(path) : (await below(path)).filter(file => file.endsWith('.json'))
  if (files.length === 0) throw wrong(isPattern ? `No file matches ${name}.` : `There is no .json file in ${name}.`)
  return { files, explicit: false }
}

/** From the deepest folder without a star on. */
async function matching(pattern: string): Promise<string[]> {
  const steps = pattern.split(/[\\/]/)
  const star = steps.findIndex(step => /[*?]/.test(step))
  const base = steps.slice(0, star).join(sep) || sep
  const wanted = patternOf(steps.slice(star))
  const files = await below(base).catch(() => [])
  return files.filter(file => wanted.test(relative(base, file).split(sep).join('/')))
}

/** `**` is any number of folders, `*` and `?` stay within a name. */
function patternOf(steps: readonly string[]): RegExp {
  const parts = steps.map((step, i) => {
    if (step === '**') return i === steps.length - 1 ? '.*' : '(?:[^/]+/)*'
    const name = step
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')
    return i === steps.length - 1 ? name : `${name}/`
  })
  return new RegExp(`^${parts.join('')}$`)
}

async function below(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const lists = await Promise.all(
    entries
      .filter(({ name }) => name !== 'node_modules' && name !== '.git')
      .map(async entry => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return below(path)
        // A link counts as what it leads to, but is not followed into folders, which may go round in circles.
        return entry.isFile() || (entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isFile()) ? [path] : []
      })
  )
  return lists.flat().sort()
}
