import { type CopiedApplication, given, type Run } from '../run.ts'
import { readContract, type SourceContract } from '../source/contracts.ts'
import { contentAddress, type MatrixRow, readMatrix } from '../source/results.ts'
import type { SourceVersion } from '../source/versions.ts'

/** A contract that a version lists. */
export interface Listed {
  version: SourceVersion
  versionId: number
  provider: string
  providerId: number
  href: string
  key: string
}

export interface Fetched {
  listed: Listed
  /** The oldest first; the last is what the version publishes now. */
  revisions: SourceContract[]
  rows: MatrixRow[] | undefined
}

/** Fetches a contract, and where the source has any, what the version published before it. */
export async function fetchContract(
  run: Run,
  consumer: CopiedApplication,
  listed: Listed,
  revised: boolean
): Promise<Fetched | undefined> {
  const { source } = run
  const { version, provider, href } = listed
  const what = `${consumer.source.name} ${version.number} with ${provider}`
  const contract = await given(run, 'contracts', what, () => readContract(source, href))
  if (contract === undefined) return undefined
  const question = { consumer: consumer.source.name, version: version.number, provider }
  const rows = revised ? await given(run, 'results', what, () => readMatrix(source, question)) : undefined
  const revisions: SourceContract[] = []
  for (const { sha, href, publishedAt } of overwritten(rows ?? [], contract)) {
    const older = await given(run, 'contracts', `${what}, overwritten ${sha}`, () => readContract(source, contentAddress(href)))
    if (older === undefined) run.report.remark(`The source no longer shows ${what} as it was with the content ${sha}.`)
    else revisions.push({ ...older, sha, createdAt: publishedAt ?? older.createdAt })
  }
  return { listed, revisions: [...revisions, contract], rows }
}

/** Contents that the version published before, by the results that they have. */
function overwritten(rows: readonly MatrixRow[], current: SourceContract) {
  const found = new Map<string, { sha: string; href: string; publishedAt: number | undefined }>()
  for (const { result, publishedAt } of rows) {
    if (result === undefined || current.sha === undefined || result.sha === current.sha) continue
    found.set(result.sha, { sha: result.sha, href: result.href, publishedAt })
  }
  return [...found.values()].sort((a, b) => (a.publishedAt ?? 0) - (b.publishedAt ?? 0))
}
