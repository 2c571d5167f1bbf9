import type { Deployed, Judged } from './input.ts'

/** How a version fared when its pipeline first got a definite answer. */
export type Fate =
  /** It could go alone at once. */
  | 'alone'
  /** The answer was unknown first, and cleared without a deployment of what it needed: only evidence was missing. */
  | 'waited-for-evidence'
  | 'not-alone'
  /** No definite answer within the period, and nothing but evidence was missing. */
  | 'undecided'

export interface VersionFate {
  application: string
  version: string
  fate: Fate
  /** What it needed, where it was not alone. */
  blockedBy: readonly string[]
}

/** The fate of every version that was asked about, from its verdicts in the order of time. */
export function fatesOf(verdicts: readonly Judged[], deployments: readonly Deployed[]): VersionFate[] {
  return [...byVersion(verdicts)].map(asked => fateOf(asked, deployments))
}

function fateOf(asked: readonly Judged[], deployments: readonly Deployed[]): VersionFate {
  const { application, version } = asked[0] as Judged
  const told = (fate: Fate, blockedBy: readonly string[] = []) => ({ application, version, fate, blockedBy })
  const definite = asked.findIndex(({ answer }) => answer !== 'unknown')
  const first = asked[definite]
  if (first === undefined) {
    // What needed others and never got a definite answer did not go alone.
    const needed = [...new Set(asked.flatMap(({ blockedBy }) => blockedBy))]
    return needed.length > 0 ? told('not-alone', needed) : told('undecided')
  }
  if (first.alone !== 'yes') return told('not-alone', first.blockedBy)
  const before = asked.slice(0, definite)
  if (before.length === 0) return told('alone')
  const needed = before.flatMap(({ blockedBy, at }) => blockedBy.map(application => ({ application, since: at })))
  const helped = needed.filter(({ application, since }) =>
    deployments.some(deployed => deployed.application === application && deployed.at >= since && deployed.at <= first.at)
  )
  if (helped.length === 0) return told('waited-for-evidence')
  return told('not-alone', [...new Set(helped.map(({ application }) => application))])
}

/** Verdicts of one version each, in their order. */
export function byVersion(verdicts: readonly Judged[]): Iterable<Judged[]> {
  const versions = new Map<string, Judged[]>()
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.application, verdict.version])
    const known = versions.get(key)
    if (known === undefined) versions.set(key, [verdict])
    else known.push(verdict)
  }
  return versions.values()
}
