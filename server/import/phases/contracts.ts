import { contentFromSource } from '../../domain/imports/source-content.ts'
import { nameProblem } from '../../domain/names.ts'
import { ensureContract, type InternedParts, internParts } from '../../storage/contracts.ts'
import { type Copied, copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { touchIntegration } from '../../storage/integrations.ts'
import { addPublication, revisionsOf } from '../../storage/publications.ts'
import { type CopiedApplication, chunksOf, given, inPhase, type Run } from '../run.ts'
import { providerOf, readContract, type SourceContract } from '../source/contracts.ts'
import { hasRevisions } from '../source/integrations.ts'
import { contentAddress, type MatrixRow, readMatrix } from '../source/results.ts'
import type { SourceVersion } from '../source/versions.ts'

/** A contract whose results are to be asked for, and a version that published it. */
export interface CopiedContract {
  id: number
  consumer: string
  version: string
  provider: string
  /** What the matrix said already of the version's contract. */
  rows?: MatrixRow[]
}

/** Contracts with their revisions. Gives those whose results are to be asked for. */
export async function copyContracts(run: Run): Promise<CopiedContract[]> {
  // Overwritten revisions are shown by the matrix only, version by version; most brokers have none.
  const revised = await hasRevisions(run.source)
  const contracts: CopiedContract[] = []
  await inPhase(run, 'contracts', async step => {
    for (const application of run.applications.values()) {
      for (const chunk of chunksOf(publicationsOf(run, application), 40)) {
        const { copied, known } = await copyChunk(run, application, chunk, revised)
        contracts.push(...(revised ? known : onePerContract(known)))
        run.report.copied('contracts', copied)
        step(chunk.length, copied)
      }
    }
  })
  return revised ? contracts : onePerContract(contracts)
}

const onePerContract = (contracts: readonly CopiedContract[]) => [
  ...new Map(contracts.map(contract => [contract.id, contract])).values()
]

interface Listed {
  version: SourceVersion
  versionId: number
  provider: string
  providerId: number
  href: string
  key: string
}

function publicationsOf({ applications, report }: Run, { source, versions, versionIds }: CopiedApplication): Listed[] {
  return versions.flatMap(version =>
    version.pacts.flatMap(href => {
      report.saw('contracts')
      const provider = providerOf(href)
      const versionId = versionIds.get(version.number) as number
      const providerId = provider === undefined ? undefined : applications.get(provider)?.id
      if (provider !== undefined && providerId !== undefined) {
        return [{ version, versionId, provider, providerId, href, key: `${versionId} ${providerId}` }]
      }
      report.problem('contracts', `${source.name} ${version.number}, ${href}`, 'its provider is not among the applications')
      return []
    })
  )
}

interface Fetched {
  listed: Listed
  /** The oldest first; the last is what the version publishes now. */
  revisions: SourceContract[]
  rows: MatrixRow[] | undefined
}

async function copyChunk(run: Run, consumer: CopiedApplication, chunk: readonly Listed[], revised: boolean) {
  const { broker, record } = run
  const keys = chunk.map(({ key }) => key)
  const before = await copiedThings(broker.db, record.id, 'publication', keys)
  const asked = chunk.filter(({ key }) => revised || !before.has(key))
  const fetched = (await Promise.all(asked.map(listed => fetchOne(run, consumer, listed, revised)))).filter(
    one => one !== undefined
  )
  const kept = await keep(run, consumer, fetched)
  const described = ({ version, provider }: Listed) => ({ consumer: consumer.source.name, version: version.number, provider })
  const known: CopiedContract[] = [
    ...chunk.flatMap(listed => {
      const copied = fetched.some(one => one.listed === listed) ? undefined : before.get(listed.key)
      return copied === undefined ? [] : [{ id: copied.targetId, ...described(listed) }]
    }),
    ...kept.map(({ listed, id, rows }) => ({ id, ...described(listed), ...(rows !== undefined && { rows }) }))
  ]
  return { copied: kept.filter(({ isNew }) => isNew).length, known }
}

async function fetchOne(run: Run, consumer: CopiedApplication, listed: Listed, revised: boolean): Promise<Fetched | undefined> {
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

interface Kept {
  listed: Listed
  /** Of the contract. */
  id: number
  isNew: boolean
  rows: MatrixRow[] | undefined
}

/** A content that is to be kept: known by the sha it has at the source. */
interface ToKeep {
  sha: string
  sourceSha: string
  parts: InternedParts | undefined
  id: number | undefined
}

async function keep(run: Run, { id: consumerId, source }: CopiedApplication, fetched: readonly Fetched[]): Promise<Kept[]> {
  const { broker, record } = run
  const contents = await prepare(run, consumerId, source.name, fetched)
  return broker.db.transaction(async tx => {
    const kept: Kept[] = []
    const contractsCopied: Copied[] = []
    const publicationsCopied: Copied[] = []
    for (const { listed, revisions, rows } of fetched) {
      const { versionId, providerId, version } = listed
      const known = await revisionsOf(tx, versionId, providerId)
      let highest = Math.max(0, ...known.map(({ revision }) => revision))
      let isNew = false
      let current = known.find(({ superseded }) => superseded === 0)?.contractId
      let last: { id: number; sourceSha: string } | undefined
      for (const revision of revisions) {
        const content = contents.get(keyOf(providerId, revision)) as ToKeep
        const createdAt = revision.createdAt ?? version.createdAt
        const pair = { consumerId, providerId }
        const isLast = revision === revisions.at(-1)
        content.id ??= await ensureContract(tx, { ...pair, sha: content.sha }, content.parts as InternedParts, createdAt)
        contractsCopied.push({ key: `${consumerId} ${providerId} ${content.sourceSha}`, targetId: content.id, seen: content.sha })
        last = { id: content.id, sourceSha: content.sourceSha }
        const isThere = isLast ? current === content.id : known.some(({ contractId }) => contractId === content.id)
        // An older content is not put above what is current here.
        if (isThere || (!isLast && known.length > 0)) continue
        await addPublication(tx, { ...pair, versionId, contractId: content.id, revision: ++highest }, createdAt)
        await touchIntegration(tx, consumerId, providerId, createdAt)
        current = content.id
        isNew = true
      }
      const { id, sourceSha } = last as { id: number; sourceSha: string }
      publicationsCopied.push({ key: listed.key, targetId: id, seen: sourceSha })
      kept.push({ listed, id, isNew, rows })
    }
    await rememberCopied(tx, record.id, 'contract', contractsCopied)
    await rememberCopied(tx, record.id, 'publication', publicationsCopied)
    return kept
  })
}

const keyOf = (providerId: number, { sha, text }: SourceContract) => `${providerId} ${sha ?? text}`

/** Reads each content once, and keeps the parts of those that are new, in short transactions before the one that refers to them. */
async function prepare(
  run: Run,
  consumerId: number,
  consumer: string,
  fetched: readonly Fetched[]
): Promise<Map<string, ToKeep>> {
  const { broker, record, report } = run
  const all = fetched.flatMap(({ listed, revisions }) => revisions.map(contract => ({ listed, contract })))
  const distinct = new Map(all.map(each => [keyOf(each.listed.providerId, each.contract), each]))
  const keys = [...distinct.values()].map(({ listed, contract }) => `${consumerId} ${listed.providerId} ${contract.sha}`)
  const known = await copiedThings(broker.db, record.id, 'contract', keys)
  const contents = new Map<string, ToKeep>()
  for (const [key, { listed, contract }] of distinct) {
    const copied = known.get(`${consumerId} ${listed.providerId} ${contract.sha}`)
    if (copied !== undefined) {
      contents.set(key, { sha: copied.seen, sourceSha: contract.sha as string, parts: undefined, id: copied.targetId })
      continue
    }
    const { content, parts, difference } = contentFromSource(contract.text, contract.sha)
    const what = `${consumer} ${listed.version.number} with ${listed.provider}`
    if (difference === 'whole-text') {
      report.remark('The source hashes whole texts, not what contracts mean: contracts have other hashes (sha) here than there.')
    } else if (difference === 'other') {
      report.problem('contracts', what, `its hash is ${contract.sha} there and ${content.sha} here; perhaps it was merged there`)
    }
    const problem = parts.interactions.map(({ key }) => nameProblem(key)).find(each => each !== undefined)
    if (problem !== undefined) report.remark(`An _id in ${what} ${problem}; another is made for it.`)
    const interned = await broker.db.transaction(tx => internParts(tx, parts, broker.now()))
    contents.set(key, { sha: content.sha, sourceSha: contract.sha ?? content.sha, parts: interned, id: undefined })
  }
  return contents
}
