/** What is known of a version when it is decided whether it stays. Moments are milliseconds UTC. */
export interface VersionToJudge {
  id: number
  application: string
  number: string
  createdAt: number
  /** The version of its application with the highest order. */
  latest: boolean
  tags: Array<{ name: string; latest: boolean }>
  branches: Array<{ name: string; latest: boolean; main: boolean }>
  /** Names of the environments where it is live. */
  deployed: string[]
  released: string[]
  /** It is reserved, its messages are still read, or it is the same as what is live, and its results count for that. */
  counts: boolean
  /** When it last ceased to be live anywhere; among the last of a slot, where a rollback would look. */
  endedAt: number | undefined
  amongLastOfSlot: boolean
}

/** Which versions to keep: all that is given must hold. Reference 5.4. */
export interface KeepSelector {
  pacticipant?: string
  latest?: true
  tag?: string | true
  branch?: string | true
  mainBranch?: true
  environment?: string
  deployed?: true
  released?: true
  /** In days. */
  max_age?: number
}

export const usualKeepSelectors: KeepSelector[] = [
  { tag: true, latest: true },
  { branch: true, latest: true },
  { latest: true },
  { deployed: true },
  { released: true },
  { max_age: 90 }
]

const day = 24 * 60 * 60 * 1000

export interface Keeping {
  now: number
  /** How long after it was live a version may be gone back to, in milliseconds. */
  horizon: number
}

/** Whatever an operator selects, these stay: they decide deployments, now or after a rollback. */
export function isNeverDeleted(version: VersionToJudge, { now, horizon }: Keeping): boolean {
  return (
    version.deployed.length > 0 ||
    version.released.length > 0 ||
    version.counts ||
    version.branches.some(({ latest }) => latest) ||
    version.amongLastOfSlot ||
    (version.endedAt !== undefined && now - version.endedAt <= horizon)
  )
}

export function isSelected(version: VersionToJudge, selector: KeepSelector, now: number): boolean {
  const { pacticipant, latest, tag, branch, mainBranch, environment, deployed, released, max_age: days } = selector
  if (pacticipant !== undefined && pacticipant !== version.application) return false
  if (days !== undefined && now - version.createdAt > days * day) return false
  const tags = version.tags.filter(({ name }) => tag === true || name === tag)
  const branches = version.branches.filter(
    ({ name, main }) => (branch === true || branch === undefined || name === branch) && (!mainBranch || main)
  )
  const isOnBranch = branch !== undefined || mainBranch
  if (tag !== undefined && !tags.some(tag => !latest || tag.latest)) return false
  if (isOnBranch && !branches.some(branch => !latest || branch.latest)) return false
  if (latest && tag === undefined && !isOnBranch && !version.latest) return false
  const isIn = (environments: string[]) =>
    environment === undefined ? environments.length > 0 : environments.includes(environment)
  if (deployed && !isIn(version.deployed)) return false
  if (released && !isIn(version.released)) return false
  return environment === undefined || deployed || released || isIn([...version.deployed, ...version.released])
}

/** The versions that nothing keeps, the oldest first. */
export function idleVersions(
  versions: readonly VersionToJudge[],
  { selectors, ...keeping }: Keeping & { selectors: readonly KeepSelector[] }
): VersionToJudge[] {
  return versions
    .filter(
      version => !isNeverDeleted(version, keeping) && !selectors.some(selector => isSelected(version, selector, keeping.now))
    )
    .sort((a, b) => a.id - b.id)
}

const flags = ['latest', 'mainBranch', 'deployed', 'released']
const names = ['pacticipant', 'environment', 'tag', 'branch']

/** The selectors of a JSON text, or what is wrong with them. A misspelt key would delete what it was to keep. */
export function readKeepSelectors(text: string): { selectors: KeepSelector[] } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `is not valid JSON: ${(error as Error).message}` }
  }
  if (!Array.isArray(value)) return { problem: 'must be a JSON array of objects' }
  for (const selector of value) {
    if (typeof selector !== 'object' || selector === null) return { problem: 'must be a JSON array of objects' }
    const entries = Object.entries(selector as object)
    if (entries.length === 0) return { problem: 'has an empty selector' }
    for (const [key, given] of entries) {
      const fits =
        (flags.includes(key) && given === true) ||
        (names.includes(key) && typeof given === 'string') ||
        ((key === 'tag' || key === 'branch') && given === true) ||
        (key === 'max_age' && Number.isInteger(given) && given >= 0)
      if (!fits)
        return { problem: `has ${JSON.stringify({ [key]: given })}; ${[...names, ...flags, 'max_age'].join(', ')} are known` }
    }
  }
  return { selectors: value as KeepSelector[] }
}
