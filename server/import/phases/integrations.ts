import { touchIntegration } from '../../storage/integrations.ts'
import { chunksOf, inPhase, missingPages, type Run } from '../run.ts'
import { readIntegrations } from '../source/integrations.ts'

/** Pairs whose contracts are gone are still pairs. The others came with their contracts and results. */
export function copyIntegrations(run: Run): Promise<void> {
  const { broker, source, report, applications } = run
  return inPhase(run, 'integrations', async step => {
    const listed = await readIntegrations(source, missingPages(run, 'integrations', 'the list of integrations'))
    // A source that does not list them has them all the same.
    if (listed.length > 0) report.saw('integrations', listed.length)
    const pairs = listed.flatMap(({ consumer, provider }) => {
      const [one, other] = [applications.get(consumer), applications.get(provider)]
      if (one !== undefined && other !== undefined) return [{ consumer: one, provider: other }]
      report.problem('integrations', `${consumer} with ${provider}`, 'one of them is not among the applications')
      return []
    })
    for (const chunk of chunksOf(pairs, 200)) {
      await broker.db.transaction(async tx => {
        for (const { consumer, provider } of chunk) {
          const since = Math.max(consumer.source.createdAt, provider.source.createdAt)
          await touchIntegration(tx, consumer.id, provider.id, since)
        }
      })
      step(chunk.length)
    }
  })
}
