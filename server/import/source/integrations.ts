import { documentAt, hrefOf, listAt, textAt } from './document.ts'
import { pagesOf } from './pages.ts'
import type { Source } from './source.ts'

/** Pairs of consumer and provider that have ever had to do with each other; the source gives no dates. Reference 1.16. */
export async function readIntegrations(
  source: Source,
  onMissing: (why: string) => void
): Promise<Array<{ consumer: string; provider: string }>> {
  const href = hrefOf(source.index, 'pb:integrations')
  const found = new Map<string, { consumer: string; provider: string }>()
  if (href === undefined) return []
  for await (const page of pagesOf(source, href, onMissing)) {
    for (const item of listAt(page, '_embedded', 'integrations')) {
      const consumer = textAt(documentAt(item, 'consumer') ?? {}, 'name')
      const provider = textAt(documentAt(item, 'provider') ?? {}, 'name')
      if (consumer !== undefined && provider !== undefined)
        found.set(JSON.stringify([consumer, provider]), { consumer, provider })
    }
  }
  return [...found.values()]
}

/** Whether some version published other content than it had published before. Undefined where the source does not tell. */
export async function hasRevisions(source: Source): Promise<boolean> {
  const metrics = await source.find(hrefOf(source.index, 'pb:metrics') ?? `${source.base}/metrics`).catch(() => undefined)
  const distribution = metrics && documentAt(metrics, 'pactRevisionsPerConsumerVersion', 'distribution')
  // Where nobody says that there are none, there may be some.
  return distribution === undefined || Object.keys(distribution).some(revisions => Number(revisions) > 1)
}
