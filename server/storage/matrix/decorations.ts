import type { Queries } from '../database.ts'
import { isLive } from '../live.ts'
import { among, fill, Slot, sql } from '../sql.ts'

export interface EnvironmentFact {
  uuid: string
  name: string
  displayName: string
  production: boolean
  createdAt: number
}

/** What a version carries: its branches and tags, and where it is live. `latest`: it is the branch's head, the tag's newest version. */
export interface Decoration {
  branches: Array<{ name: string; latest: boolean }>
  tags: Array<{ name: string; latest: boolean }>
  environments: EnvironmentFact[]
}

interface DecorationRow {
  versionId: number
  kind: 'branch' | 'tag' | 'environment'
  name: string
  position: number
  latest: number
  uuid: string
  displayName: string
  production: number
  createdAt: number
}

const wanted = among(new Slot('versions'))

const statement = sql`
    select member.version_id as "versionId", 'branch' as kind, branch.name, member.id as position,
      case when member.id = (select max(other.id) from branch_versions other where other.branch_id = member.branch_id)
        then 1 else 0 end as latest,
      null as uuid, null as "displayName", 0 as production, 0 as "createdAt"
    from branch_versions member join branches branch on branch.id = member.branch_id
    where member.version_id ${wanted}
    union all
    select tag.version_id, 'tag', tag.name, tag.created_at,
      case when tag.version_order = (
        select max(other.version_order) from tags other
        where other.application_id = tag.application_id and other.name = tag.name) then 1 else 0 end,
      null, null, 0, 0
    from tags tag where tag.version_id ${wanted}
    union all
    select distinct live.version_id, 'environment', environment.name, environment.id, 0,
      environment.uuid, environment.display_name, environment.production, environment.created_at
    from live join environments environment on environment.id = live.environment_id
    where live.version_id ${wanted} and ${isLive(sql`live`, new Slot('now'))}`

/**
 * The decorations of all the versions at that moment, in one statement. Branches come in the order in which the version joined
 * them.
 */
export async function decorationsOf(db: Queries, versionIds: readonly number[], now: number): Promise<Map<number, Decoration>> {
  const rows = await db.all<DecorationRow>(fill(statement, { versions: [...new Set(versionIds)], now }))
  // The engine would sort each part in a table of its own first.
  const decorations = new Map<number, Decoration>()
  for (const row of rows.toSorted((a, b) => a.position - b.position)) {
    let decoration = decorations.get(row.versionId)
    if (decoration === undefined) decorations.set(row.versionId, (decoration = { branches: [], tags: [], environments: [] }))
    addTo(decoration, row)
  }
  return decorations
}

function addTo({ branches, tags, environments }: Decoration, { kind, name, latest, ...row }: DecorationRow): void {
  switch (kind) {
    case 'branch':
      branches.push({ name, latest: latest === 1 })
      break
    case 'tag':
      tags.push({ name, latest: latest === 1 })
      break
    case 'environment':
      environments.push({
        uuid: row.uuid,
        name,
        displayName: row.displayName,
        production: row.production === 1,
        createdAt: row.createdAt
      })
  }
}
