import { contentFromSource, type ShaDifference } from '../../domain/imports/source-content.ts'
import { ensureContract, type InternedParts, internParts } from '../../storage/contracts.ts'
import { type Copied, copiedThings, rememberCopied } from '../../storage/imports/record.ts'
import { touchIntegration } from '../../storage/integrations.ts'
import { addPublication, revisionsOf } from '../../storage/publications.ts'
import type { CopiedApplication, Run } from '../run.ts'
import type { SourceContract } from '../source/contracts.ts'
import type { MatrixRow } from '../source/results.ts'
import type { Fetched, Listed } from './fetch-contract.ts'

export interface Kept {
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
  difference: ShaDifference | undefined
}

/** Publishes what was fetched, without announcing it: contents first, then all publications at once. */
export async function keepContracts(
  run: Run,
  { id: consumerId }: CopiedApplication,
  fetched: readonly Fetched[]
): Promise<Kept[]> {
  const { broker, record } = run
  const contents = await prepare(run, consumerId, fetched)
  return broker.db.transaction(async tx => {
    const kept: Kept[] = []
    const contractsCopied: Copied[] = []
    const publicationsCopied: Copied[] = []
    // Anew each time: after a dead-lock all this runs again, and ids of the first attempt are void.
    const ids = new Map<ToKeep, number>()
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
        const id =
          content.id ??
          ids.get(content) ??
          (await ensureContract(tx, { ...pair, sha: content.sha }, content.parts as InternedParts, createdAt))
        ids.set(content, id)
        const seen = content.difference === undefined ? content.sha : `${content.sha} ${content.difference}`
        contractsCopied.push({ key: `${consumerId} ${providerId} ${content.sourceSha}`, targetId: id, seen })
        last = { id, sourceSha: content.sourceSha }
        const isThere = isLast ? current === id : known.some(({ contractId }) => contractId === id)
        // An older content is not put above what is current here.
        if (isThere || (!isLast && known.length > 0)) continue
        await addPublication(tx, { ...pair, versionId, contractId: id, revision: ++highest }, createdAt)
        await touchIntegration(tx, consumerId, providerId, createdAt)
        current = id
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
async function prepare(run: Run, consumerId: number, fetched: readonly Fetched[]): Promise<Map<string, ToKeep>> {
  const { broker, record } = run
  const all = fetched.flatMap(({ listed, revisions }) => revisions.map(contract => ({ listed, contract })))
  const distinct = new Map(all.map(each => [keyOf(each.listed.providerId, each.contract), each]))
  const keys = [...distinct.values()].map(({ listed, contract }) => `${consumerId} ${listed.providerId} ${contract.sha}`)
  const known = await copiedThings(broker.db, record.id, 'contract', keys)
  const contents = new Map<string, ToKeep>()
  for (const [key, { listed, contract }] of distinct) {
    const copied = known.get(`${consumerId} ${listed.providerId} ${contract.sha}`)
    if (copied !== undefined) {
      const [sha, difference] = copied.seen.split(' ') as [string, ShaDifference?]
      contents.set(key, { sha, sourceSha: contract.sha as string, parts: undefined, id: copied.targetId, difference })
      continue
    }
    const { content, parts, difference } = contentFromSource(contract.text, contract.sha)
    const interned = await internParts(broker.db, parts, broker.now())
    contents.set(key, { sha: content.sha, sourceSha: contract.sha ?? content.sha, parts: interned, id: undefined, difference })
  }
  return contents
}
