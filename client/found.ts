import { buildFrom } from './ci.ts'
import { wrong } from './door.ts'
import { fingerprintOf } from './fingerprint.ts'
import { branchIn, commitIn, isChanged, personIn } from './git.ts'
import type { Identity } from './identity.ts'

/** What can be found out about the commit at hand; each answer is said on stderr, as nobody asked for it by name. */
export interface Found {
  /** The version given, else the commit; refused where there is none. */
  version(given: string | undefined, option?: string): Promise<string>
  branch(given: string | undefined): Promise<string | undefined>
  buildUrl(given: string | undefined): string | undefined
  /** Who acts; undefined where only the account that is used can tell. */
  person(given: string | undefined): Promise<string | undefined>
  /** What the version is: as given, or its source fingerprint by the paths. */
  identity(values: IdentityValues): Promise<Identity>
}

export interface IdentityValues {
  'artifact-digest': string | undefined
  'source-fingerprint': string | undefined
  'source-path': readonly string[]
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
    },

    async person(given) {
      if (given !== undefined) return given
      if (build !== undefined) return build.person === undefined ? undefined : told('By', build.person, build.system)
      const person = await personIn(folder)
      return person === undefined ? undefined : told('By', person, 'git')
    },

    async identity(values) {
      const paths = values['source-path']
      const given = { artifactDigest: values['artifact-digest'], sourceFingerprint: values['source-fingerprint'] }
      if (paths.length === 0) return given
      if (given.sourceFingerprint !== undefined) throw wrong('Give either --source-fingerprint or --source-path.')
      const { fingerprint } = await fingerprintOf(paths, folder)
      return { ...given, sourceFingerprint: told('Source fingerprint', fingerprint, 'git') }
    }
  }
}
