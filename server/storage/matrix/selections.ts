import type { Selector } from '../../domain/matrix/question.ts'
import type { Match } from '../../domain/matrix/selection.ts'
import { idNamed } from '../application-names.ts'
import type { Queries } from '../database.ts'
import { policiesFrom } from '../declared-policies.ts'
import { isLive } from '../live.ts'
import { empty, fill, join, Slot, type Sql, sql } from '../sql.ts'

interface MatchRow {
  id: number
  name: string
  isConsumer: number
  isProvider: number
  owner: string | null
  contact: string | null
  versionId: number | null
  number: string
  order: number
  policies: string | null
}

/** The application that a selector names, with the versions its conditions match; undefined when there is none of that name. */
export async function matchSelector(db: Queries, selector: Selector, now: number): Promise<Match | undefined> {
  const rows = await db.all<MatchRow>(
    isPlainVersion(selector) ? fill(plainVersion, { ...selector }) : statementFor(selector, now)
  )
  const [first] = rows
  if (first === undefined) return undefined
  const { id, name, owner, contact } = first
  return {
    application: { id, name, isConsumer: first.isConsumer === 1, isProvider: first.isProvider === 1, team: { owner, contact } },
    versions: rows.flatMap(({ versionId, number, order, policies }) =>
      versionId === null ? [] : [{ id: versionId, number, order, policies: policiesFrom(policies) }]
    )
  }
}

/** What every pipeline asks about: an application and a version's number. */
const isPlainVersion = ({ application: _, version, ...rest }: Selector) => version !== undefined && Object.keys(rest).length === 0

const matchColumns = sql`application.id, application.name,
  case when exists (select 1 from integrations where consumer_id = application.id) then 1 else 0 end as "isConsumer",
  case when exists (select 1 from integrations where provider_id = application.id) then 1 else 0 end as "isProvider",
  application.owner, application.contact, version.id as "versionId", version.number, version.version_order as "order", declared.policies`

function statementFor(selector: Selector, now: number): Sql {
  const versions = versionsMatching(selector, now)
  return sql`
    select ${matchColumns}
    from applications application
    left join versions version on ${versions === undefined ? sql`version.id = null` : sql`version.id in (${versions})`}
    left join declared_policies declared on declared.version_id = version.id
    where application.id = ${idNamed(selector.application)}`
}

const plainVersion = sql`
  select ${matchColumns}
  from applications application
  left join versions version on version.application_id = application.id and version.number = ${new Slot('version')}
  left join declared_policies declared on declared.version_id = version.id
  where application.id = ${idNamed(new Slot('application'))}`

/** The ids of the versions that fit all conditions; undefined when the selector is just a name. Reference 3.5, 3.6, 3.10.2. */
function versionsMatching(selector: Selector, now: number): Sql | undefined {
  const conditions = conditionsOf(selector, now)
  if (conditions.length === 0 && selector.latest !== true) return undefined
  const newest = selector.latest ? sql`order by version.version_order desc limit 1` : empty
  // The extra level is for `limit`, which some engines do not take directly inside `in (…)`.
  return sql`select matching.id from (
    select version.id
    from applications application join versions version on version.application_id = application.id
    where ${join([sql`application.id = ${idNamed(selector.application)}`, ...conditions], ' and ')} ${newest}) matching`
}

function conditionsOf({ version, branch, tag, mainBranch, latest, environment }: Selector, now: number): Sql[] {
  const conditions: Sql[] = []
  if (version !== undefined) conditions.push(sql`version.number = ${version}`)
  if (branch !== undefined) conditions.push(onBranch(sql`${branch}`, latest === true))
  if (mainBranch) conditions.push(onBranch(sql`application.main_branch`, latest === true))
  if (tag !== undefined) {
    conditions.push(sql`exists (select 1 from tags tag where tag.version_id = version.id and tag.name = ${tag})`)
  }
  if (environment !== undefined) {
    conditions.push(sql`exists (
      select 1 from live join environments environment on environment.id = live.environment_id
      where live.version_id = version.id and environment.name = ${environment} and ${isLive(sql`live`, now)})`)
  }
  return conditions
}

/** "Latest on a branch" is its head: the version added last, whatever its order. */
function onBranch(name: Sql, head: boolean): Sql {
  const members = sql`
    from branches branch join branch_versions member on member.branch_id = branch.id
    where branch.application_id = application.id and branch.name = ${name}`
  return head
    ? sql`version.id = (select head.version_id from branch_versions head where head.id = (select max(member.id) ${members}))`
    : sql`exists (select 1 ${members} and member.version_id = version.id)`
}
