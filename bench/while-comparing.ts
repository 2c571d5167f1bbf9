import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { contractOfExamples } from './contract-of-examples.ts'
import { largeDocument } from './large-document.ts'
import { type MeasuredServer, startServer } from './measured-server.ts'
import { toBase64 } from './pacts.ts'
import { applicationName, versionsFor } from './seed.ts'

const results = 10_000
const perSecond = 20
const consumers = 60

/**
 * How long can-i-deploy takes while comparisons run, beside how long it takes while none does: at a steady rate, as pipelines ask, each question
 * one that was never asked before.
 */
export async function whileComparingTable(seconds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'soloist-bench-'))
  const server = await startServer(`sqlite:${join(folder, 'broker.db')}`, results)
  try {
    await publishAll(server)
    if ((await due(server)) !== consumers) throw new Error('Not all comparisons were scheduled.')
    await asked(server, 5)
    const idle = await asked(server, seconds)
    server.compare()
    await sleep(1000)
    const busy = await asked(server, seconds)
    const left = await due(server)
    const row = (what: string, { p50, p99 }: Latency) => `| ${what} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`
    return [
      `can-i-deploy on SQLite, ${perSecond} times a second, never asked before, and what becomes of it while contracts of 100 interactions are compared with the`,
      `large document: p99 ${(busy.p99 / idle.p99).toFixed(2)} times its idle value.${left === 0 ? ' The comparisons were over before the measurement was.' : ''}`,
      '',
      '| while | p50 ms | p99 ms |',
      '| --- | --- | --- |',
      row('nothing is compared', idle),
      row(`comparisons run (${consumers - left} of ${consumers} made)`, busy),
      ''
    ].join('\n')
  } finally {
    await server.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Latency {
  p50: number
  p99: number
}

/** From the moment at which a question was to be asked: one that has to wait for others waits for its answer too. */
async function asked({ broker }: MeasuredServer, seconds: number): Promise<Latency> {
  const agent = new Agent({ connections: 20 })
  const version = versionsFor(results)
  const start = performance.now()
  const took: number[] = []
  const one = async (i: number) => {
    const at = start + (i * 1000) / perSecond
    await sleep(Math.max(0, at - performance.now()))
    const query = `pacticipant=${applicationName(250)}&version=${version}&environment=production&ignore[][pacticipant]=n${start}-${i}`
    const { statusCode, body } = await request(`${broker}/can-i-deploy?${query}`, { dispatcher: agent })
    await body.dump()
    if (statusCode !== 200) throw new Error(`can-i-deploy answered ${statusCode}`)
    took.push(performance.now() - at)
  }
  await Promise.all(Array.from({ length: seconds * perSecond }, (_, i) => one(i)))
  await agent.close()
  took.sort((a, b) => a - b)
  return { p50: took[Math.floor(took.length * 0.5)] ?? 0, p99: took[Math.floor(took.length * 0.99)] ?? 0 }
}

/** A provider with the large document, and consumers that each have a contract with it: as many comparisons are due. */
async function publishAll(server: MeasuredServer): Promise<void> {
  const document = largeDocument()
  const pact = contractOfExamples(document, 100)
  await server.call('POST', '/provider-contracts/provider/large-api/publish', {
    pacticipantVersionNumber: '1',
    branch: 'main',
    contract: { content: toBase64(document) }
  })
  for (let i = 0; i < consumers; i++) {
    const name = `large-consumer-${i}`
    const content = toBase64({ ...pact, consumer: { name }, provider: { name: 'large-api' }, metadata: { made: i } })
    await server.call('POST', '/contracts/publish', {
      pacticipantName: name,
      pacticipantVersionNumber: '1',
      contracts: [
        { consumerName: name, providerName: 'large-api', specification: 'pact', contentType: 'application/json', content }
      ]
    })
  }
}

/** Comparisons that are not made yet. */
async function due({ call }: MeasuredServer): Promise<number> {
  const { _embedded } = await call('GET', '/pacticipants/large-api/versions/1/comparisons?size=200')
  const { comparisons } = _embedded as { comparisons: Array<{ state: string }> }
  return comparisons.filter(({ state }) => state === 'queued' || state === 'running').length
}
