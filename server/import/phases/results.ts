import { untestedInteractions } from '../../domain/contracts/untested.ts'
import { nameProblem, textProblem } from '../../domain/names.ts'
import { internTexts } from '../../storage/contents.ts'
import { interactionKeys } from '../../storage/contracts.ts'
import { createVersion } from '../../storage/imports/placing.ts'
import { type Copied, copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { keepResult, numberResultsAfter } from '../../storage/imports/results.ts'
import { touchIntegration } from '../../storage/integrations.ts'
import { chunksOf, given, inPhase, type Run } from '../run.ts'
import { type MatrixRow, mostRows, readMatrix, readResult, type SourceResult } from '../source/results.ts'
import type { CopiedContract } from './contracts.ts'

/** A result that is not here yet, and the contract here that it is about. */
interface Found {
  contract: CopiedContract
  contractId: number
  number: number
  href: string
}

/** Verification results under their numbers; of each contract and provider version the highest number is what counts. */
export async function copyResults(run: Run, contracts: readonly CopiedContract[]): Promise<void> {
  const counted = new Set<number>()
  await inPhase(run, 'results', async step => {
    for (const chunk of chunksOf(contracts, 20)) {
      const found = await Promise.all(chunk.map(contract => findResults(run, contract)))
      const fresh = await notCopied(run, found.flat(), counted)
      step(0)
      for (const some of chunksOf(fresh, 40)) {
        const copied = await copySome(run, some)
        run.report.copied('results', copied)
        step(some.length, copied)
      }
    }
  })
  run.report.saw('results', counted.size)
}

async function findResults(run: Run, contract: CopiedContract): Promise<Found[]> {
  const { consumer, version, provider } = contract
  const what = `${consumer} ${version} with ${provider}`
  const rows: MatrixRow[] = contract.rows ?? (await given(run, 'results', what, () => readMatrix(run.source, contract))) ?? []
  if (rows.length >= mostRows) run.report.problem('results', what, `it has more than ${mostRows} results; the newest are copied`)
  const results = rows.flatMap(({ result }) => result ?? [])
  const consumerId = run.applications.get(consumer)?.id
  const providerId = run.applications.get(provider)?.id
  const keyFor = (sha: string) => `${consumerId} ${providerId} ${sha}`
  const keys = [...new Set(results.map(({ sha }) => keyFor(sha)))]
  const known = await copiedThings(run.broker.db, run.record.id, 'contract', keys)
  const unknown = results.filter(({ sha }) => !known.has(keyFor(sha)))
  for (const { number } of unknown) run.report.problem('results', `${what}, number ${number}`, 'its contract was overwritten')
  return results.flatMap(({ number, sha, href }) => {
    const contractId = known.get(keyFor(sha))?.targetId
    return contractId === undefined ? [] : [{ contract, contractId, number, href }]
  })
}

async function notCopied(run: Run, found: readonly Found[], counted: Set<number>): Promise<Found[]> {
  const distinct = [...new Map(found.map(each => [each.number, each])).values()].filter(({ number }) => !counted.has(number))
  for (const { number } of distinct) counted.add(number)
  const keys = distinct.map(({ number }) => String(number))
  const known = await copiedThings(run.broker.db, run.record.id, 'verification', keys)
  return distinct.filter(({ number }) => !known.has(String(number))).sort((a, b) => a.number - b.number)
}

async function copySome(run: Run, found: readonly Found[]): Promise<number> {
  const { broker, record } = run
  const fetched = await Promise.all(found.map(each => fetchOne(run, each)))
  const usable = fetched.filter(each => each !== undefined)
  const [last] = usable.slice(-1)
  if (last === undefined) return 0
  await numberResultsAfter(broker.db, last.number)
  await broker.db.transaction(async tx => {
    const copied: Copied[] = []
    for (const { contract, contractId, number, result, untested, reportId } of usable) {
      const { providerVersion, success, buildUrl = null } = result
      const application = run.applications.get(contract.provider)
      const executedAt = result.executedAt ?? broker.now()
      const applicationId = application?.id as number
      // A version that came to the source after its versions were read.
      const providerVersionId =
        application?.versionIds.get(providerVersion) ??
        (await createVersion(tx, {
          applicationId,
          number: providerVersion,
          buildUrl: null,
          createdAt: executedAt,
          updatedAt: executedAt
        }))
      const shared = { contractId, providerVersionId, success, untested, buildUrl, reportId, executedAt }
      const id = await keepResult(tx, number, { ...shared, wip: false, pending: null, selectors: null })
      if (id !== number) run.report.remark('Some results have other numbers here, since theirs were taken.')
      const consumerId = run.applications.get(contract.consumer)?.id as number
      await touchIntegration(tx, consumerId, applicationId, executedAt)
      copied.push({ key: String(number), targetId: id, seen: '' })
    }
    await rememberCopied(tx, record.id, 'verification', copied)
  })
  return usable.length
}

async function fetchOne(run: Run, found: Found) {
  const { db, now } = run.broker
  const { contract, number, href } = found
  const what = `number ${number}, ${contract.consumer} with ${contract.provider}`
  const result = await given(run, 'results', what, () => readResult(run.source, href))
  if (result === undefined) return undefined
  const problem = problemOf(result)
  if (problem !== undefined) {
    run.report.problem('results', what, problem)
    return undefined
  }
  const { report, testResults } = result
  const listsTests = typeof testResults === 'object' && testResults !== null
  const untested = listsTests ? untestedInteractions(await interactionKeys(db, found.contractId), testResults) : 0
  const interned = report === undefined ? undefined : await db.transaction(tx => internTexts(tx, [report], now()))
  return { ...found, result, untested, reportId: interned === undefined ? null : ([...interned.values()][0] ?? null) }
}

function problemOf({ providerVersion, buildUrl }: SourceResult): string | undefined {
  const version = nameProblem(providerVersion)
  if (version !== undefined) return `its provider version ${version}`
  const url = buildUrl === undefined ? undefined : textProblem(buildUrl)
  return url && `its build URL ${url}`
}
