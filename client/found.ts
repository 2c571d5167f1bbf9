import { buildFrom } from './ci.ts'
import { wrong } from './door.ts'
import { branchIn, commitIn, isChanged } from './git.ts'

/** What can be found out about the commit at hand; each answer is said on stderr, as nobody asked for it by name. */
export interface Found {
  /** The version given, else the commit; refused where there is none. */
  version(given: string | undefined, option?: string): Promise<string>
  branch(given: string | undefined): Promise<string | undefined>
  buildUrl(given: string | undefined): string | undefined
}

export function finding(env: Record<string, string | undefined>, folder: string, say: (text: string) => void): Found {
  const build = buildFrom(env)
  const told = (what: string, value: string, source: string) => {
    say(`${what} ${value} (from ${source})`)
    return value
  }
  return {
    async version(given, option = '--version') {
      if (given !== undefined) return given
      if (build?.commit !== undefined) return told('Version', build.commit, build.system)
      const commit = await commitIn(folder)
      if (commit === undefined) throw wrong(`Which version? Neither a CI system nor git can tell: give ${option}.`)
      if (await isChanged(folder)) say('Files here differ from that commit.')
      return told('Version', commit, 'git')
    },

    async branch(given) {
      if (given !== undefined) return given
      if (build?.branch !== undefined) return told('Branch', build.branch, build.system)
      const branch = await branchIn(folder)
      return branch === undefined ? undefined : told('Branch', branch, 'git')
    },

    buildUrl(given) {
      if (given !== undefined || build?.buildUrl === undefined) return given
      return told('Build', build.buildUrl, build.system)
    }
  }
}
