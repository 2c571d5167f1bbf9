import { unpackUsed } from '../../domain/elements/used-elements.ts'
import { grouped } from '../../domain/grouped.ts'
import type { FoundElements } from '../../domain/plan/dropping.ts'
import { elementRules, unpackElements } from '../../domain/windows/document-elements.ts'
import { unpackBody } from '../bodies.ts'
import type { Queries } from '../database.ts'
import { among, sql } from '../sql.ts'
import type { ComparisonRow, OfferRow, PublicationRow } from './evidence.ts'

interface Around {
  publications: readonly PublicationRow[]
  offers: readonly OfferRow[]
  comparisons: readonly ComparisonRow[]
}

type Packed = { packed: number; body: Buffer }

/**
 * What contracts use of what their providers offer, as far as it may differ from one of the versions around to another: of what is the same of
 * all, nothing can be taken away.
 */
export async function elementsAmong(db: Queries, { publications, offers, comparisons }: Around): Promise<FoundElements> {
  const offered = grouped(offers, ({ applicationId }) => applicationId)
  const setsOf = (application = 0) => new Set((offered.get(application) ?? []).map(({ setId }) => setId))
  const providers = new Map(publications.map(({ contractId, providerId }) => [contractId, providerId]))
  const several = comparisons.filter(({ contractId }) => setsOf(providers.get(contractId)).size > 1)
  if (several.length === 0) return { uses: [], documents: [] }
  const digests = await db.all<{ id: number; digest: Buffer }>(sql`
    select comparison_id as id, digest from used_elements where comparison_id ${among(several.map(({ id }) => id))}`)
  const digestOf = new Map(digests.map(({ id, digest }) => [id, digest.toString('hex')]))
  const known = several.filter(({ id }) => digestOf.has(id))
  const differing = [...grouped(known, ({ contractId }) => contractId)].filter(([contractId, uses]) => {
    const isSame = new Set(uses.map(({ id }) => digestOf.get(id))).size === 1
    return !isSame || uses.length < setsOf(providers.get(contractId)).size
  })
  if (differing.length === 0) return { uses: [], documents: [] }
  const sets = differing.flatMap(([contractId]) => [...setsOf(providers.get(contractId))])
  return {
    uses: await usesOf(
      db,
      differing.flatMap(([, uses]) => uses)
    ),
    documents: await documentsOf(db, [...new Set(sets)])
  }
}

async function usesOf(db: Queries, comparisons: readonly ComparisonRow[]): Promise<FoundElements['uses']> {
  const rows = await db.all<Packed & { id: number }>(sql`
    select comparison_id as id, packed, body from used_elements where comparison_id ${among(comparisons.map(({ id }) => id))}`)
  const used = new Map(rows.map(row => [row.id, unpackUsed(unpackBody(row))]))
  return comparisons.map(({ id, contractId, setId }) => ({ contractId, setId, used: used.get(id) ?? [] }))
}

type Document = FoundElements['documents'][number]

async function documentsOf(db: Queries, sets: readonly number[]): Promise<Document[]> {
  const rows = await db.all<Pick<Document, 'setId' | 'kind'> & (Packed | { packed: null; body: null })>(sql`
    select member.set_id as "setId", document.kind, known.packed, known.body
    from document_set_members member
    join provider_documents document on document.id = member.document_id
    left join document_elements known on known.document_id = document.id and known.rules = ${elementRules}
    where member.set_id ${among(sets)}`)
  return rows.map(({ setId, kind, ...row }) => ({
    setId,
    kind,
    elements: row.packed === null ? undefined : unpackElements(unpackBody(row))
  }))
}
