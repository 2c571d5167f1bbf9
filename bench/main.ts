import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Embedded, startEmbedded } from '../test/embedded-postgres.ts'
import { autonomyTable } from './autonomy.ts'
import { rawCommitsPerSecond } from './commits.ts'
import { comparisonTable, largeTable } from './comparison.ts'
import { measure } from './measure.ts'
import { type MeasuredServer, startServer } from './measured-server.ts'
import { publication, shapes } from './shapes.ts'
import { type Line, type Report, toMarkdown } from './table.ts'
import { deliveriesPerSecond } from './webhook-throughput.ts'
import { whileComparingTable } from './while-comparing.ts'

const { values } = parseArgs({
  options: {
    /** A short run on small data that proves the bench works; measures nothing worth keeping. */
    smoke: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    results: { type: 'string', multiple: true },
    engine: { type: 'string', multiple: true },
    /** Static comparison instead of the server. */
    comparison: { type: 'boolean', default: false },
    /** The whole verdict and the plan in a company instead. */
    autonomy: { type: 'boolean', default: false },
    /** A large OpenAPI document in JSON for it, instead of the generated one. */
    document: { type: 'string' },
    /** Only shapes whose name has this in it. */
    shape: { type: 'string' }
  }
})
if (values.comparison) {
  const parts = [
    await comparisonTable(values.smoke ? 1 : undefined),
    ...(values.smoke ? [] : [await largeTable(values.document)]),
    await whileComparingTable(values.smoke ? 2 : 20)
  ]
  const table = parts.join('\n')
  console.log(table)
  if (!values.smoke) keep('comparison', table)
  process.exit()
}

const seconds = Number(values.seconds ?? (values.smoke ? 1 : 5))
const sizes = (values.results ?? (values.smoke ? ['3000'] : ['10000', '100000', '1000000'])).map(Number)
const engines = values.engine ?? ['sqlite', 'postgres']
const folder = mkdtempSync(join(tmpdir(), 'soloist-bench-'))

const report: Report = { lines: [], bytes: {}, deliveries: {} }
const postgres = engines.includes('postgres') ? await startPostgres() : undefined
try {
  if (values.autonomy) await measureAutonomy()
  else await measureAll()
} finally {
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measureAll(): Promise<void> {
  for (const engine of engines) for (const results of sizes) await run(engine, results)
  const table = toMarkdown(report)
  console.log(`\n${table}`)
  if (!values.smoke && values.shape === undefined) keep('table', table)
  if (report.lines.some(({ figures }) => figures.failures > 0)) process.exitCode = 1
}

async function measureAutonomy(): Promise<void> {
  const companies = [60, 120].flatMap(services => [false, true].map(complete => ({ services, complete })))
  const settings = values.smoke ? [{ services: 20, complete: true }] : companies
  const table = await autonomyTable(engines, urlOf, { seconds, settings })
  console.log(`\n${table}`)
  if (!values.smoke) keep('autonomy', table)
}

async function run(engine: string, results: number): Promise<void> {
  console.error(`${engine}, ${results} results: seeding`)
  const url = await urlOf(engine, `bench_${results}`)
  const server = await startServer(url, results)
  try {
    await publish(server, 0)
    report.bytes[engine] ??= await bytesForKnownContent(server, url)
    const wanted = shapes(results).filter(({ name }) => name.includes(values.shape ?? ''))
    for (const shape of wanted) report.lines.push(await line(server, engine, results, shape))
    report.deliveries[engine] ??= await deliveriesPerSecond(server, values.smoke ? 100 : 2000)
  } finally {
    await server.end()
  }
}

async function line(
  server: MeasuredServer,
  engine: string,
  results: number,
  shape: ReturnType<typeof shapes>[number]
): Promise<Line> {
  console.error(`${engine}, ${results} results: ${shape.name}`)
  const size = await meanSize(server, shape)
  const floor = await measure(server.floor, [{ method: 'GET', path: `/${size}` }], { seconds: Math.max(1, seconds / 2) })
  const rawCommits = shape.writes ? rawCommitsPerSecond(Math.max(1, seconds / 2)) : undefined
  await measure(server.broker, shape.requests, { seconds: 1 })
  await server.statements()
  const figures = await measure(server.broker, shape.requests, {
    seconds,
    connections: shape.writes ? 50 : 10
  })
  const statements = (await server.statements()) / Math.max(1, figures.perSecond * seconds)
  return { engine, results, shape: shape.name, figures, floor, statements, rawCommits }
}

/** Bytes of an answer; what is published anew with each request is answered with about as many each time. */
async function meanSize(server: MeasuredServer, { requests, writes }: ReturnType<typeof shapes>[number]): Promise<number> {
  if (writes) return 1500
  let sum = 0
  for (const request of requests) sum += await sizeOf(server, request)
  return Math.round(sum / requests.length)
}

async function sizeOf({ broker }: MeasuredServer, request: ReturnType<typeof shapes>[number]['requests'][number] | undefined) {
  const { method = 'GET', path = '/', headers = {}, body } = request ?? {}
  const init = { method, headers: headers as Record<string, string> }
  const response = await fetch(broker + path, typeof body === 'string' ? { ...init, body } : init)
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (await response.arrayBuffer()).byteLength
}

function publish({ call }: MeasuredServer, version: number) {
  return call('POST', '/contracts/publish', publication(version, 1))
}

async function bytesForKnownContent(server: MeasuredServer, url: string): Promise<number> {
  const publications = 2000
  const before = await storedBytes(url)
  for (let i = 1; i <= publications; i++) await publish(server, -i)
  return ((await storedBytes(url)) - before) / publications
}

async function storedBytes(url: string): Promise<number> {
  if (url.startsWith('sqlite:')) {
    // Pages come from the database and from what is not yet moved out of the log; count the log's whole once moved.
    const { default: Database } = await import('better-sqlite3')
    const db = new Database(url.slice('sqlite:'.length))
    db.pragma('wal_checkpoint(truncate)')
    db.close()
    return statSync(url.slice('sqlite:'.length)).size
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select pg_database_size(current_database()) as size')
  await client.end()
  return Number(rows[0].size)
}

function startPostgres(): Promise<Embedded> {
  return startEmbedded({
    // A folder of its own: PostgreSQL runs as a user who may not look into the other.
    databaseDir: mkdtempSync(join(tmpdir(), 'soloist-bench-postgres-')),
    postgresFlags: values.smoke ? [] : ['-c', 'shared_buffers=1GB', '-c', 'max_wal_size=8GB']
  })
}

/** Of a fresh database. */
async function urlOf(engine: string, name: string): Promise<string> {
  if (engine === 'sqlite') return `sqlite:${join(folder, `${name}.db`)}`
  if (!postgres) throw new Error(`${engine} was not started`)
  const client = new pg.Client({ connectionString: postgres.url('postgres') })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return postgres.url(name)
}

/** The last table stays in docs/performance.md, between the marks of its name. */
function keep(name: string, text: string): void {
  const file = new URL('../../docs/performance.md', import.meta.url)
  const [before, , after] = readFileSync(file, 'utf8').split(new RegExp(`<!-- (?:${name}|${name} end) -->\n`))
  writeFileSync(file, `${before}<!-- ${name} -->\n${text}<!-- ${name} end -->\n${after}`)
}
