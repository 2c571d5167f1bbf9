import { type Circumstances, noCircumstances } from '../../domain/circumstances.ts'
import type { Queries } from '../database.ts'
import { among, empty, fill, join, Slot, type Sql, sql } from '../sql.ts'
import { closedRollbacks, uncomparedRollbacks } from './closed-rollbacks.ts'
import { droppedContracts } from './dropped-contracts.ts'
import { elementParts } from './element-parts.ts'
import { openRollouts } from './open-rollouts.ts'
import { overridesOf, reasonsOfOverrides } from './overrides-of.ts'
import { ownOffer, replacedVersions } from './replaced-versions.ts'
import { allowedSharing, declaredResources } from './shared-resources.ts'

/** What a part of the statement gives: of which kind, about which candidate, and what that kind makes of the other columns. */
export interface CircumstanceRow {
  kind: string
  candidate: number
  subject: string | null
  detail: string | null
  extra: string | null
  first: number | null
  second: number | null
  /** Of parts with content, else null. */
  packed: number | null
  body: Buffer | null
}

/** What a part's `select` is built with: its columns are those of `CircumstanceRow`, in that order; the last two only where it says so. */
export interface PartSlots {
  /** "is one of the candidates' version ids" */
  isCandidate: Sql
  environment: Slot
  now: Slot
  /** What else must hold of `running`, a row of `live`, for it to be in the slot that the candidate goes to. */
  inSlot: Sql
}

/** One kind of circumstance: how it is found, and how its rows become facts. */
export interface CircumstancePart {
  kind: string
  hasBody?: true
  select: (slots: PartSlots) => Sql
  add: (to: Circumstances, row: CircumstanceRow) => void
}

const parts: readonly CircumstancePart[] = [
  droppedContracts,
  openRollouts,
  replacedVersions,
  ownOffer,
  overridesOf,
  reasonsOfOverrides,
  closedRollbacks,
  uncomparedRollbacks,
  declaredResources,
  allowedSharing,
  ...elementParts
]

/** Nothing, of the type that bodies have on either engine. */
const noBody = sql`cast(null as integer) as packed, (select content.body from contents content where content.id = 0) as body`

const withoutBody = (select: Sql): Sql => sql`select part.*, ${noBody} from (${select}) part`

const statementFor = (inSlot: Sql): Sql => {
  const isCandidate = among(new Slot('candidates'))
  const slots = { isCandidate, environment: new Slot('environment'), now: new Slot('now'), inSlot }
  const selected = join(
    parts.map(part => (part.hasBody ? part.select(slots) : withoutBody(part.select(slots)))),
    ' union all '
  )
  return sql`${selected} order by 1, 3, 4`
}

const statements = { anywhere: statementFor(empty), inSlot: statementFor(sql`and running.instance = ${new Slot('instance')}`) }

export interface CircumstancesAsked {
  environment: number
  instance: string | undefined
  now: number
  /** How long after it was replaced a version is still one to go back to, in milliseconds. */
  horizon: number
}

/**
 * What else speaks about candidates on their way to an environment, beside their pairings; all of it in one statement, since a verdict
 * may take only few. Facts with a date come as they are: the caller's moment decides.
 */
export async function circumstancesOf(
  db: Queries,
  candidates: readonly number[],
  { environment, instance, now, horizon }: CircumstancesAsked
): Promise<Map<number, Circumstances>> {
  const rows = await db.all<CircumstanceRow>(
    fill(statements[instance === undefined ? 'anywhere' : 'inSlot'], { candidates, environment, instance, now, horizon })
  )
  const found = new Map(candidates.map(candidate => [candidate, noCircumstances()]))
  for (const row of rows) {
    const circumstances = found.get(row.candidate)
    if (circumstances !== undefined) parts.find(({ kind }) => kind === row.kind)?.add(circumstances, row)
  }
  return found
}
