import type { Broker } from '../broker.ts'
import type { Page } from '../domain/page.ts'
import type { Publication } from '../domain/publication.ts'
import { type VerificationStatus, verificationStatus } from '../domain/verification-status.ts'
import { dashboardPage, type PairIds, tagsLedByEach } from '../storage/dashboard.ts'
import type { Queries } from '../storage/database.ts'
import { type Decoration, decorationsOf } from '../storage/matrix/decorations.ts'
import { newestResults, type ShownResult } from '../storage/newest-results.ts'
import { publicationsWithIds } from '../storage/publications.ts'
import { theApplication } from './found.ts'

/** A pact that matters now, and how it stands. */
export interface DashboardItem {
  publication: Publication
  /** The tags for which it is the latest pact of its pair. */
  tags: string[]
  result: ShownResult | undefined
  status: VerificationStatus
}

export interface Dashboard {
  items: DashboardItem[]
  total: number
  /** By version id: what the versions of consumers and providers carry. */
  decorations: Map<number, Decoration>
}

/** A page of what is latest or live, in as many statements for one pair as for a thousand. */
export function showDashboard(
  { db, now }: Broker,
  page: Page,
  pair?: { provider: string; consumer: string }
): Promise<Dashboard> {
  const at = now()
  return db.snapshot(async queries => {
    const { ids, total } = await dashboardPage(queries, page, at, pair && (await idsOf(queries, pair)))
    const publications = new Map((await publicationsWithIds(queries, ids)).map(each => [each.id, each]))
    const results = await newestResults(queries, ids)
    const tags = new Map(ids.map(id => [id, [] as string[]]))
    for (const { publicationId, name } of await tagsLedByEach(queries, ids)) tags.get(publicationId)?.push(name)
    const items = ids.flatMap(id => {
      const publication = publications.get(id)
      if (publication === undefined) return []
      const result = results.get(id)
      return [{ publication, tags: tags.get(id) ?? [], result, status: verificationStatus(publication.contractId, result) }]
    })
    const versions = items.flatMap(({ publication, result }) => [publication.versionId, result?.providerVersionId ?? []].flat())
    return { items, total, decorations: await decorationsOf(queries, versions, at) }
  })
}

async function idsOf(db: Queries, { provider, consumer }: { provider: string; consumer: string }): Promise<PairIds> {
  return { consumerId: (await theApplication(db, consumer)).id, providerId: (await theApplication(db, provider)).id }
}
