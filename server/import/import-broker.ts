import type { ImportReport } from '../../schemas/imports.ts'
import { settleOffers } from '../actions/settle-offers.ts'
import type { Broker } from '../broker.ts'
import { countAll } from '../storage/imports/counts.ts'
import { completeImport, ensureImport, otherHashes } from '../storage/imports/record.ts'
import { checkTarget } from './check-target.ts'
import { compareSample } from './phases/answers.ts'
import { copyApplications } from './phases/applications.ts'
import { copyContracts } from './phases/contracts.ts'
import { copyEnvironments } from './phases/environments.ts'
import { copyIntegrations } from './phases/integrations.ts'
import { copyMarks } from './phases/marks.ts'
import { copyResults } from './phases/results.ts'
import { copyStays } from './phases/stays.ts'
import { copyVersions } from './phases/versions.ts'
import { copyWebhooks } from './phases/webhooks.ts'
import { openReport } from './report.ts'
import type { ProgressEvent, Run } from './run.ts'
import { openSource, type SourceOptions } from './source/source.ts'

export interface ImportOptions extends SourceOptions {
  /** Add to a broker that holds things of its own. */
  intoExisting?: boolean | undefined
  /** How many questions are asked on both sides at the end, at most. Default 100. */
  sample?: number | undefined
  seed?: number | undefined
  onProgress?: ((event: ProgressEvent) => void) | undefined
}

/**
 * Copies a running Pact Broker through its HTTP API. Every step finds what is there already by its name, uuid or number, so
 * that an import can be stopped, continued and repeated. Nothing is announced: no events, no webhooks.
 */
export async function importBroker(broker: Broker, options: ImportOptions): Promise<ImportReport> {
  const signal = options.signal ?? new AbortController().signal
  const source = await openSource({ ...options, signal })
  await checkTarget(broker, source, options.intoExisting ?? false)
  const record = await broker.db.transaction(tx => ensureImport(tx, source.base, broker.now()))
  const report = openReport()
  const onProgress = options.onProgress ?? (() => {})
  const run: Run = { broker, source, record, report, signal, onProgress, environments: new Map(), applications: new Map() }

  await copyEnvironments(run)
  await copyApplications(run)
  await copyVersions(run)
  await copyMarks(run)
  await copyResults(run, await copyContracts(run))
  await copyStays(run)
  await copyIntegrations(run)
  await copyWebhooks(run)
  await settleOffers(broker)
  const answers = await compareSample(run, { size: options.sample ?? 100, seed: options.seed ?? 1 })

  await broker.db.transaction(tx => completeImport(tx, record.id, broker.now()))
  const here = new Map(Object.entries(await countAll(broker.db)))
  const kinds = [...report.numbers()].map(([kind, numbers]) => ({ kind, ...numbers, here: here.get(kind) ?? 0 }))
  for (const { kind, source, here } of kinds) {
    const isExplained = report.problems.some(problem => problem.kind === kind)
    if (here < source && !isExplained) report.problem(kind, `${source - here} ${kind}`, 'they were not given')
  }
  const { problems, remarks } = report
  const hashes = await otherHashes(broker.db, record.id)
  return { source: source.base, complete: problems.length === 0, kinds, problems, remarks, otherHashes: hashes, answers }
}
