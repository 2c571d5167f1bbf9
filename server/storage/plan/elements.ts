import { ruleSetVersion } from '../../domain/comparison/findings.ts'
import type { OfferedDocument } from '../../domain/elements/facts.ts'
import { type UsedElement, unpackUsed } from '../../domain/elements/used-elements.ts'
import { grouped } from '../../domain/grouped.ts'
import { elementRules, unpackElements } from '../../domain/windows/document-elements.ts'
import { unpackBody } from '../bodies.ts'
import type { Queries } from '../database.ts'
import { among, sql } from '../sql.ts'
import { met, type OfferRow } from './evidence.ts'

/** What a contract uses of a set of documents; of no interest, and so not known, where it uses the same of all sets around. */
export interface UseRow {
  contractId: number
  setId: number
  used: readonly UsedElement[]
}

export interface SetDocument extends Pick<OfferedDocument, 'kind' | 'elements'> {
  setId: number
}

export interface ElementsAround {
  uses: readonly UseRow[]
  documents: readonly SetDocument[]
}

interface Digest {
  comparisonId: number
  contractId: number
  providerId: number
  setId: number
  digest: Buffer
}

type Packed = { packed: number; body: Buffer }

/** What contracts of the versions use of what their providers offer, as far as it may differ from one of those versions to another. */
export async function elementsAmong(
  db: Queries,
  versions: readonly number[],
  offers: readonly OfferRow[],
  applicationOf: (version: number) => number
): Promise<ElementsAround> {
  const sets = grouped(offers, ({ versionId }) => applicationOf(versionId))
  const setsOf = (providerId: number) => new Set((sets.get(providerId) ?? []).map(({ setId }) => setId))
  if ([...sets.keys()].every(id => setsOf(id).size < 2)) return { uses: [], documents: [] }
  const digests = await db.all<Digest>(sql`${met(versions)}
    select distinct comparison.id as "comparisonId", comparison.contract_id as "contractId", asked.provider_id as "providerId",
      comparison.set_id as "setId", used.digest
    from asked
    join chosen on chosen.application_id = asked.provider_id
    join version_offers offer on offer.version_id = chosen.id
    join comparisons comparison on comparison.contract_id = asked.contract_id and comparison.set_id = offer.set_id
      and comparison.rule_set = ${ruleSetVersion}
    join used_elements used on used.comparison_id = comparison.id`)
  const differing = [...grouped(digests, ({ contractId }) => contractId).values()].filter(uses => {
    const isSame = new Set(uses.map(({ digest }) => digest.toString('hex'))).size === 1
    return !isSame || uses.length < setsOf((uses[0] as Digest).providerId).size
  })
  if (differing.length === 0) return { uses: [], documents: [] }
  return {
    uses: await withElements(db, differing.flat()),
    documents: await documentsOf(db, [...new Set(differing.flatMap(([use]) => [...setsOf((use as Digest).providerId)]))])
  }
}

async function withElements(db: Queries, digests: readonly Digest[]): Promise<UseRow[]> {
  const ids = digests.map(({ comparisonId }) => comparisonId)
  const rows = await db.all<Packed & { comparisonId: number }>(sql`
    select comparison_id as "comparisonId", packed, body from used_elements where comparison_id ${among(ids)}`)
  const used = new Map(rows.map(row => [row.comparisonId, unpackUsed(unpackBody(row))]))
  return digests.map(({ contractId, setId, comparisonId }) => ({ contractId, setId, used: used.get(comparisonId) ?? [] }))
}

async function documentsOf(db: Queries, sets: readonly number[]): Promise<SetDocument[]> {
  const rows = await db.all<
    { setId: number; kind: OfferedDocument['kind'] } & { packed: number | null; body: Buffer | null }
  >(sql`
    select member.set_id as "setId", document.kind, known.packed, known.body
    from document_set_members member
    join provider_documents document on document.id = member.document_id
    left join document_elements known on known.document_id = document.id and known.rules = ${elementRules}
    where member.set_id ${among(sets)}`)
  return rows.map(({ setId, kind, packed, body }) => ({
    setId,
    kind,
    elements: packed === null || body === null ? undefined : unpackElements(unpackBody({ packed, body }))
  }))
}
