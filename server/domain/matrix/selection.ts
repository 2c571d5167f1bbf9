import type { DeclaredPolicy } from '../declared-policies.ts'
import type { Team } from '../owner.ts'
import type { VersionFact } from './pairing.ts'
import { hasConditions, type Selector } from './question.ts'

/** A selector with what it turned out to mean: one version, any version of the application, or none. */
export interface Selected {
  selector: Selector
  application: { id: number; name: string }
  meaning: { kind: 'version'; version: MatchedVersion } | { kind: 'any' } | { kind: 'none' }
  /** The selector matched more than one version; each is a selection of its own. */
  oneOfMany: boolean
}

/** The facts about a named application and its matching versions. */
export interface Match {
  application: { id: number; name: string; isConsumer: boolean; isProvider: boolean; team: Team }
  versions: MatchedVersion[]
}

export interface MatchedVersion extends VersionFact {
  /** What its repository says about the verdict on it. */
  policies: readonly DeclaredPolicy[]
}

export function select(selector: Selector, { application, versions }: Match): Selected[] {
  const selected = (meaning: Selected['meaning'], oneOfMany = false) => ({ selector, application, meaning, oneOfMany })
  if (!hasConditions(selector)) return [selected({ kind: 'any' })]
  if (versions.length === 0) return [selected({ kind: 'none' })]
  return versions.map(version => selected({ kind: 'version', version }, versions.length > 1))
}

/** The ids of the versions that the selections name. */
export const versionIds = (selections: readonly Selected[]): number[] =>
  selections.flatMap(({ meaning }) => (meaning.kind === 'version' ? [meaning.version.id] : []))

/** The ids of the applications that are named without a version. */
export const anyVersionOf = (selections: readonly Selected[]): number[] =>
  selections.flatMap(({ meaning, application }) => (meaning.kind === 'any' ? [application.id] : []))
