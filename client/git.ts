import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The commit that is checked out in the folder, or undefined outside a repository. */
export const commitIn = (folder: string) => git(folder, ['rev-parse', 'HEAD'])

/** The branch that is checked out, or undefined where a commit or tag is. */
export const branchIn = (folder: string) => git(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD'])

/** Who commits there. */
export const personIn = (folder: string) => git(folder, ['config', 'user.name'])

/** Whether files differ from the commit: the version published would not be what the commit says. */
export const isChanged = async (folder: string) => (await git(folder, ['status', '--porcelain', '-uno'])) !== undefined

/** What git answers there, or undefined where it cannot tell. */
export async function git(folder: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', args, { cwd: folder, timeout: 10_000, maxBuffer: 64 * 1024 * 1024 })
    return stdout.trim() || undefined
  } catch {
    // No git, no repository, or no commit yet: each means that git cannot tell.
    return undefined
  }
}
