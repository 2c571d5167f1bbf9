import type { Database as Connection } from 'better-sqlite3'

/**
 * How many rows a busy broker has, roughly; only the proportions matter. Without such numbers SQLite takes every table for
 * equally large and joins some statements in an order that is a thousand times slower. Counting for real (`analyze`) is worse
 * still: it also samples values, and with samples SQLite plans a statement anew each time a parameter is bound.
 */
const sizes: Record<string, number> = {
  applications: 300,
  former_names: 50,
  labels: 600,
  environments: 5,
  integrations: 1500,
  live: 600,
  held_versions: 5000,
  rollouts: 5000,
  policies: 50,
  declared_resources: 100_000,
  declared_policies: 100_000,
  sharing_exceptions: 50,
  sharing_applications: 100,
  webhooks: 300,
  triggered_webhooks: 200_000,
  webhook_executions: 200_000,
  branches: 5000,
  versions: 200_000,
  branch_versions: 200_000,
  contracts: 100_000,
  publications: 1_000_000,
  verifications: 1_000_000,
  latest_verifications: 1_000_000,
  recorded_verdicts: 500_000,
  usages: 2_000_000,
  comparisons: 200_000,
  used_elements: 200_000,
  topics: 300,
  document_topics: 20_000,
  windows: 2000,
  announced_windows: 5000,
  dated_elements: 200_000
}
const usualSize = 50_000
const usualDistinct = 1000
/** Columns that hold one of a few words. */
const fewValues = new Set([
  'kind',
  'state',
  'status',
  'superseded',
  'success',
  'production',
  'packed',
  'wip',
  'automatic',
  'messages'
])

interface Index {
  name: string
  unique: number
  columns: string[]
}

/** Tells SQLite's planner what the tables look like, once for all, so that the same statement runs by the same plan everywhere. */
export function describeTables(connection: Connection): void {
  // Only `analyze` can make the table of statistics; of this small table that costs nothing.
  connection.exec('analyze migrations; delete from sqlite_stat1; delete from sqlite_stat4')
  const keep = connection.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)')
  for (const table of tablesOf(connection)) {
    const targets = referencesOf(connection, table)
    for (const index of indexesOf(connection, table)) {
      // The index of a table without rowid is the table, and goes by its name.
      const name = index.name.startsWith('sqlite_autoindex') && isClustered(connection, table) ? table : index.name
      keep.run(table, name, statisticsOf(table, index, targets))
    }
  }
}

const sizeOf = (table: string) => sizes[table] ?? usualSize

/** The table's rows, then for each prefix of the index how many rows share one value of it. */
function statisticsOf(table: string, { columns, unique }: Index, targets: Map<string, string>): string {
  const rows = sizeOf(table)
  const averages = columns.map((_, i) => {
    if (unique === 1 && i === columns.length - 1) return 1
    const distinct = distinctValues(columns.slice(0, i + 1), rows, targets)
    return Math.max(1, Math.round(rows / Math.min(rows, distinct)))
  })
  return [rows, ...averages].join(' ')
}

function distinctValues(columns: readonly string[], rows: number, targets: Map<string, string>): number {
  const product = columns.reduce((so_far, column) => so_far * distinctOf(column, rows, targets), 1)
  // Few of all possible pairs of applications are integrated.
  const isPair = columns.includes('consumer_id') && columns.includes('provider_id')
  return isPair ? (product / sizeOf('applications') ** 2) * sizeOf('integrations') : product
}

function distinctOf(column: string, rows: number, targets: Map<string, string>): number {
  const target = targets.get(column)
  if (target !== undefined) return sizeOf(target)
  if (fewValues.has(column)) return 3
  return column === 'id' ? rows : usualDistinct
}

const tablesOf = (connection: Connection) =>
  connection
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!'")
    .pluck()
    .all() as string[]

function indexesOf(connection: Connection, table: string): Index[] {
  const list = connection.prepare('select name, "unique" from pragma_index_list(?)').all(table) as Array<Omit<Index, 'columns'>>
  const columns = connection.prepare('select name from pragma_index_info(?) order by seqno').pluck()
  return list.map(index => ({ ...index, columns: columns.all(index.name) as string[] }))
}

const isClustered = (connection: Connection, table: string) =>
  connection.prepare('select wr from pragma_table_list where name = ?').pluck().get(table) === 1

/** Column → table it refers to. */
function referencesOf(connection: Connection, table: string): Map<string, string> {
  const rows = connection.prepare('select "from" as "column", "table" as target from pragma_foreign_key_list(?)').all(table)
  return new Map((rows as Array<{ column: string; target: string }>).map(({ column, target }) => [column, target]))
}
