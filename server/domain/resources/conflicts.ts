import { type Access, changes, covers, type Resource } from './resource.ts'

/** What a live version declares. */
export interface Declaration {
  application: string
  version: string
  resources: readonly Resource[]
}

/** How an application uses a path: the strongest of what its live versions declare. */
export interface Use {
  application: string
  path: string
  access: Access
  irreversible: boolean
  versions: string[]
}

/** Two applications that use the same store, of which at least one changes it. */
export interface Conflict {
  /** What both use: the longer of the two paths. */
  path: string
  /** In the order of their names. */
  sides: readonly [Use, Use]
}

/** The conflicts between what these versions declare, in the order of paths; several versions of an application are one side. */
export function conflictsIn(declarations: readonly Declaration[]): Conflict[] {
  const uses = usesIn(declarations)
  const byPath = new Map<string, Use[]>()
  for (const use of uses) byPath.set(use.path, [...(byPath.get(use.path) ?? []), use])
  const conflicts = uses.flatMap(use =>
    [use.path, ...pathsAbove(use.path)].flatMap(path =>
      // Of two that use the same path, the one sees the other, not the other way round.
      (byPath.get(path) ?? [])
        .filter(other => path !== use.path || other.application < use.application)
        .flatMap(other => conflictOf(use, other))
    )
  )
  return conflicts.sort((one, other) => compare(keyOf(one), keyOf(other)))
}

/** The conflict between two uses, if they are one. */
function conflictOf(one: Use, other: Use): Conflict[] {
  if (one.application === other.application || !(changes(one.access) || changes(other.access))) return []
  const path = one.path.length > other.path.length ? one.path : other.path
  return [{ path, sides: one.application < other.application ? [one, other] : [other, one] }]
}

/** One for each application and path. */
export function usesIn(declarations: readonly Declaration[]): Use[] {
  const uses = new Map<string, Use>()
  for (const { application, version, resources } of declarations) {
    for (const { path, access, irreversible } of resources) {
      const key = JSON.stringify([application, path])
      const known = uses.get(key)
      if (known === undefined) {
        uses.set(key, { application, path, access, irreversible, versions: [version] })
        continue
      }
      known.access = stronger(known.access, access)
      known.irreversible ||= irreversible
      if (!known.versions.includes(version)) known.versions.push(version)
    }
  }
  return [...uses.values()]
}

/** Who declares to own the path: at it or, failing that, the nearest above. More than one is a dispute. */
export function ownersOf(path: string, uses: readonly Use[]): string[] {
  const owning = uses.filter(use => use.access === 'owns' && covers(use.path, path))
  const nearest = Math.max(...owning.map(use => use.path.length))
  return [...new Set(owning.filter(use => use.path.length === nearest).map(({ application }) => application))].sort(compare)
}

const strength = { reads: 0, writes: 1, owns: 2 }
const stronger = (one: Access, other: Access) => (strength[one] >= strength[other] ? one : other)

/** `a/b/c` → `a/b`, `a`. */
function pathsAbove(path: string): string[] {
  const segments = path.split('/')
  return segments.slice(1).map((_, i) => segments.slice(0, segments.length - 1 - i).join('/'))
}

const keyOf = ({ path, sides }: Conflict) => JSON.stringify([path, ...sides.flatMap(side => [side.application, side.path])])
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))
