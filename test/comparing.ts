import type { Test } from 'tap'
import { claimComparison, makeComparison } from '../server/actions/make-comparison.ts'
import type { Broker } from '../server/broker.ts'
import { createComparer } from '../server/comparing/compare-job.ts'
import { type Comparing, startComparing } from '../server/comparing.ts'
import { encodeName } from '../server/hal/urls.ts'
import { sql } from '../server/storage/sql.ts'
import type { Story } from './story.ts'

/** Makes every comparison that is due, here and now. What threads add to it is tested apart. */
export function comparer(broker: Broker): () => Promise<number> {
  const compare = createComparer()
  const held = { holds: () => false, compare: async (job: object) => compare({ ...job, patience: 60_000 } as never).found }
  return async () => {
    for (let made = 0; ; made++) {
      const due = await claimComparison(broker)
      if (due === undefined) return made
      await makeComparison(broker, due, held)
    }
  }
}

/** Threads that compare for as long as the test lasts. */
export function comparing(t: Test, { broker }: Story): Comparing {
  const running = startComparing(broker, error => t.fail(String(error)))
  t.teardown(() => running.stop())
  return running
}

/** Waits until nothing is left to compare. */
export async function settled({ broker }: Story, within = 20_000): Promise<void> {
  const end = Date.now() + within
  while ((await broker.db.get(sql`select 1 as found from comparisons where due_at is not null limit 1`)) !== undefined) {
    if (Date.now() > end) throw new Error(`There is something to compare after ${within} ms.`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Publishes what a provider version offers, with the outcome of its own check or without one. */
export function offered(story: Story, provider: string, version: string, document: object | string, success?: boolean) {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  return story.must([200], 'POST', `/provider-contracts/provider/${encodeName(provider)}/publish`, {
    pacticipantVersionNumber: version,
    contract: {
      content: Buffer.from(text).toString('base64'),
      ...(success !== undefined && { selfVerificationResults: { success } })
    }
  })
}

/** An OpenAPI document with these things, by the number of the content that asks for each; `loose` says less than contracts expect. */
export function apiWith(things: readonly number[], { loose = false } = {}) {
  const pathOf = (thing: number) => {
    const id = loose ? { type: 'integer' } : { type: 'integer', enum: [thing] }
    const schema = { type: 'object', required: ['id'], properties: { id } }
    return [
      `/things/${thing}`,
      { get: { responses: { 200: { description: 'one', content: { 'application/json': { schema } } } } } }
    ]
  }
  return { openapi: '3.0.0', info: { title: 'api', version: '1' }, paths: Object.fromEntries(things.map(pathOf)) }
}
