import { setTimeout as sleep } from 'node:timers/promises'
import { found, serviceName, versionPath } from './company.ts'
import { type Figures, measure } from './measure.ts'
import { type MeasuredServer, startServer } from './measured-server.ts'

interface Setting {
  services: number
  complete: boolean
}

/** What the whole verdict and a plan cost in a company, one question at a time, each never asked before. `urlOf` names a fresh database. */
export async function autonomyTable(
  engines: readonly string[],
  urlOf: (engine: string, name: string) => Promise<string>,
  { seconds, settings }: { seconds: number; settings: readonly Setting[] }
): Promise<string> {
  const rows: string[] = []
  for (const engine of engines) {
    for (const setting of settings) {
      const { services, complete } = setting
      console.error(`${engine}, ${services} services${complete ? ', all facts' : ''}: founding`)
      const server = await startServer(await urlOf(engine, `company_${services}_${complete}`), 0)
      try {
        await found(server.call, services, setting)
        if (complete) await compareAll(server, services)
        await server.settle()
        for (const [question, path] of questions()) rows.push(await row(server, { engine, ...setting }, question, path, seconds))
      } finally {
        await server.end()
      }
    }
  }
  return [
    'A company in which the newest version of one service needs a dozen others to move first. One question at a time, never asked before. All facts: provider',
    'contracts with comparisons and deprecated elements, stores, instances, rollouts, releases. The floor: a bare Fastify route, measured right before.',
    '',
    '| engine | services | facts | question | p50 ms | p99 ms | statements | times the floor |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ''
  ].join('\n')
}

function questions(): Array<[question: string, path: string]> {
  const verdict = (i: number) => `/can-i-deploy?pacticipant=${serviceName(i)}&version=6&environment=production`
  return [
    ['can-i-deploy, a version that needs others', verdict(0)],
    ['can-i-deploy, in the middle', verdict(15)],
    ['plan', `${versionPath(0, '6')}/plan/environment/production`]
  ]
}

async function row(
  server: MeasuredServer,
  { engine, services, complete }: Setting & { engine: string },
  question: string,
  path: string,
  seconds: number
): Promise<string> {
  const never = (i: number) => `${path}${path.includes('?') ? '&' : '?'}asked=${i}`
  let asked = 0
  const request = {
    method: 'GET' as const,
    path,
    setupRequest: (request: object) => ({ ...request, path: never(++asked) })
  }
  const text = await (await fetch(server.broker + path)).text()
  const floor = await measure(server.floor, [{ method: 'GET', path: `/${text.length}` }], { seconds: 1, connections: 1 })
  await measure(server.broker, [request], { seconds: 1, connections: 1 })
  await server.statements()
  const before = asked
  const figures: Figures = await measure(server.broker, [request], { seconds, connections: 1 })
  const statements = (await server.statements()) / Math.max(1, asked - before)
  if (figures.failures > 0) throw new Error(`${path}: ${figures.failures} questions failed.`)
  const cells = [engine, services, complete ? 'all' : 'pacts and results', question, figures.p50, figures.p99]
  return `| ${[...cells, statements.toFixed(1), (floor.perSecond / figures.perSecond).toFixed(0)].join(' | ')} |`
}

/** Returns once all are made that anybody asked for: until then they take their part of the machine. */
async function compareAll(server: MeasuredServer, services: number): Promise<void> {
  server.compare()
  for (let i = 0, left = 600; i < services; left--) {
    const { _embedded } = await server.call('GET', `${versionPath(i, '6')}/comparisons?size=1000`)
    const { comparisons } = _embedded as { comparisons: Array<{ state: string }> }
    if (comparisons.every(({ state }) => state === 'done' || state === 'failed')) i++
    else if (left > 0) await sleep(200)
    else throw new Error('The comparisons were not made in two minutes.')
  }
}
