import { createHash } from 'node:crypto'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { wrong } from './door.ts'
import { git } from './git.ts'

/** Files that fix the versions of what an application is built with; they may lie above its own folder. */
const lockFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'Cargo.lock',
  'go.sum',
  'go.work.sum',
  'Gemfile.lock',
  'poetry.lock',
  'uv.lock',
  'Pipfile.lock',
  'composer.lock',
  'gradle.lockfile',
  'packages.lock.json',
  'mix.lock',
  'pubspec.lock',
  'flake.lock'
]

export interface Fingerprint {
  fingerprint: string
  /** What it was made of, below the root of the repository. */
  paths: string[]
}

/**
 * The fingerprint of the source in these folders and files as git has it in the commit at hand, with the lock files in the folders
 * above. Refused where files differ from the commit: what is built is then not what this says.
 */
export async function fingerprintOf(paths: readonly string[], folder: string): Promise<Fingerprint> {
  const root = await git(folder, ['rev-parse', '--show-toplevel'])
  if (root === undefined) throw wrong(`${folder} is in no git repository with a commit: a fingerprint is made of what git knows.`)
  const own = paths.map(path => below(root, resolve(folder, path), path))
  const above = own.flatMap(path => foldersAbove(path).flatMap(parent => lockFiles.map(file => join(parent, file))))
  const entries = new Map<string, string>()
  for (const path of own) {
    const entry = await entryOf(root, path)
    if (entry === undefined) throw wrong(`There is no ${path} in the commit that is checked out.`)
    entries.set(path, entry)
  }
  for (const line of await linesOf(root, ['ls-tree', '-z', 'HEAD', '--', ...new Set(above)])) {
    const [entry = '', path = ''] = line.split('\t')
    entries.set(path, entry)
  }
  const all = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  const changed = await linesOf(root, ['status', '--porcelain', '-z', '--', ...all.map(([path]) => path || '.')])
  if (changed.length > 0)
    throw wrong(`Files differ from the commit, so that it says nothing of them: ${changed.slice(0, 3).join(', ')}.`)
  const hash = createHash('sha256')
  for (const [path, entry] of all) hash.update(`${entry}\t${path}\0`)
  return { fingerprint: `git-sha256:${hash.digest('hex')}`, paths: all.map(([path]) => path || '.') }
}

/** Its path below the root, with slashes; '' is the root itself. */
function below(root: string, path: string, given: string): string {
  const inside = relative(root, path)
  if (inside === '..' || inside.startsWith(`..${sep}`)) throw wrong(`${given} is outside of the repository in ${root}.`)
  return inside.split(sep).join('/')
}

/** The folders that a path lies in, up to the root. */
function foldersAbove(path: string): string[] {
  if (path === '') return []
  const parent = dirname(path)
  return parent === '.' ? [''] : [parent, ...foldersAbove(parent)]
}

/** Kind and hash of a folder or file in the commit. */
async function entryOf(root: string, path: string): Promise<string | undefined> {
  if (path === '') return git(root, ['rev-parse', 'HEAD^{tree}'])
  const [line] = await linesOf(root, ['ls-tree', '-z', 'HEAD', '--', path])
  return line?.split('\t')[0]
}

/** What git answers with -z, one text a line; none where there is nothing to ask about. */
async function linesOf(root: string, args: string[]): Promise<string[]> {
  if (args.at(-1) === '--') return []
  return ((await git(root, args)) ?? '').split('\0').filter(line => line !== '')
}
