import type { AnswerInTime } from './input.ts'

/** How it went for one version: by its first answer that was more than "not proved yet". */
export interface VersionOutcome {
  application: string
  version: string
  /** Waited: it could go alone, once what was missing had been proved. Undecided: it never came to an answer. */
  outcome: 'alone' | 'waited' | 'blocked' | 'undecided'
  by: readonly string[]
}

/** One for each version that was asked about; `answers` are the oldest first. */
export function versionOutcomes(answers: readonly AnswerInTime[]): VersionOutcome[] {
  const versions = new Map<string, AnswerInTime[]>()
  for (const answer of answers) {
    const key = JSON.stringify([answer.application, answer.version])
    const known = versions.get(key)
    if (known === undefined) versions.set(key, [answer])
    else known.push(answer)
  }
  return [...versions.values()].map(outcomeOfVersion)
}

function outcomeOfVersion(answers: readonly AnswerInTime[]): VersionOutcome {
  const { application, version } = answers[0] as AnswerInTime
  const first = answers.findIndex(({ alone }) => alone !== 'unknown')
  const definite = answers[first]
  if (definite === undefined) return { application, version, outcome: 'undecided', by: [] }
  const { alone, blockedBy, clearedBy } = definite
  if (alone === 'no') return { application, version, outcome: 'blocked', by: blockedBy }
  // What was unknown and cleared only when somebody else deployed had needed that deployment.
  if (clearedBy.length > 0) return { application, version, outcome: 'blocked', by: clearedBy }
  return { application, version, outcome: first === 0 ? 'alone' : 'waited', by: [] }
}

export interface BlockedTime {
  application: string
  /** Milliseconds for which the newest answer was that another application has to be deployed first. */
  blocked: number
  /** The same by whom; with several at once each counts. */
  by: ReadonlyArray<{ application: string; blocked: number }>
}

/** The longest first. */
export function blockedTimes(answers: readonly AnswerInTime[]): BlockedTime[] {
  const times = new Map<string, { blocked: number; by: Map<string, number> }>()
  for (const { application, alone, at, until, blockedBy } of answers) {
    if (alone !== 'no' || until <= at) continue
    const time = times.get(application) ?? { blocked: 0, by: new Map() }
    times.set(application, time)
    time.blocked += until - at
    for (const name of blockedBy) time.by.set(name, (time.by.get(name) ?? 0) + until - at)
  }
  return [...times]
    .map(([application, { blocked, by }]) => ({
      application,
      blocked,
      by: [...by].map(([application, blocked]) => ({ application, blocked })).sort((a, b) => b.blocked - a.blocked)
    }))
    .sort((a, b) => b.blocked - a.blocked)
}
