import { commonPath, type Declared, isAtOrBelow, type Resource } from './resource.ts'

/** Two applications that use one store, of which at least one changes it. */
export interface Conflict {
  /** What they share: the deeper of the two paths. */
  path: string
  one: Declared
  other: Declared
}

/** That sharing was agreed to: no conflict at or below the path counts, up to the last millisecond of a day. */
export interface SharingException {
  path: string
  /** Null: in any. */
  environment: string | null
  until: number
  reason: string
}

const changes = ({ access }: Resource) => access !== 'reads'

/** What the two share, if they are a conflict: equal or nested paths, different applications, at least one that owns or writes. */
export function conflictBetween(one: Declared, other: Declared): Conflict | undefined {
  if (one.application === other.application || !(changes(one) || changes(other))) return undefined
  const path = commonPath(one.path, other.path)
  return path === undefined ? undefined : { path, one, other }
}

/** All conflicts among what is declared, each pair of applications and path once. */
export function conflictsAmong(declared: readonly Declared[]): Conflict[] {
  const found = new Map<string, Conflict>()
  for (const [above, below] of nested(declared)) {
    const conflict = conflictBetween(...inOrder(above, below))
    if (conflict === undefined) continue
    const key = JSON.stringify([conflict.one.application, conflict.other.application, conflict.path])
    if (!found.has(key)) found.set(key, conflict)
  }
  return [...found.values()]
}

/** Pairs of which the second is at or below the first, found by the paths' beginnings: not every pair is looked at. */
function* nested(declared: readonly Declared[]): Generator<[above: Declared, below: Declared]> {
  const at = new Map<string, Declared[]>()
  for (const resource of declared) at.set(resource.path, [...(at.get(resource.path) ?? []), resource])
  for (const resource of declared) {
    const segments = resource.path.split('/')
    for (let length = 1; length <= segments.length; length++) {
      for (const above of at.get(segments.slice(0, length).join('/')) ?? []) yield [above, resource]
    }
  }
}

const inOrder = (one: Declared, other: Declared): [Declared, Declared] =>
  one.application < other.application ? [one, other] : [other, one]

/** The exception that covers a path, of those that still hold. */
export const exceptionFor = (path: string, exceptions: readonly SharingException[]): SharingException | undefined =>
  exceptions.find(exception => isAtOrBelow(path, exception.path))
