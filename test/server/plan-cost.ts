import t from 'tap'
import type { Transaction } from '../../server/storage/database.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const services = 60
const versions = ['1', '2', '3', '4', '5', '6']
const nameOf = (i: number) => `service-${i % services}`
/** Whom a service needs: so everything is connected with everything. */
const providersOf = (i: number) => [1, 2, 7].filter(far => i + far < services).map(far => i + far)
/** From version 3 on these need what their providers offer from version 3 on. */
const moved = 12

await forEachEngine(t, 'a plan in a company of 60 services takes a few statements', async (t, engine) => {
  let statements = 0
  const story = await tellStory(t, { engine, onStatement: () => statements++ })
  const { db } = story.broker
  await story.environment('production')
  for (let i = services - 1; i >= 0; i--) {
    for (const [v, number] of versions.entries()) {
      const content = i < moved && v >= 2 ? 2 : 1
      await story.published(nameOf(i), number, Object.fromEntries(providersOf(i).map(far => [nameOf(far), content])))
    }
  }
  await db.transaction(tx => seedResults(tx))
  for (let i = 0; i < services; i++) await story.deployed(nameOf(i), '1', 'production')
  if (engine === 'postgres') await db.transaction(tx => tx.run(sql`analyze`))

  const path = `/pacticipants/${nameOf(0)}/versions/6/plan/environment/production`
  await story.must([200], 'GET', path)
  statements = 0
  const start = performance.now()
  const { body } = await story.must([200], 'GET', path)
  t.comment(`${Math.round(performance.now() - start)} ms and ${statements} statements for ${body.steps.length} steps`)
  t.equal(body.outcome, 'steps', body.sentence)
  t.same(
    body.steps.map(({ kind }: { kind: string }) => kind),
    body.steps.map(() => 'deploy')
  )
  t.equal(body.steps.at(-1).pacticipant, nameOf(0))
  t.ok(statements <= 25, `${statements} statements`)
})

/** Everything fits version 3 and later; the first contracts fit the versions before, too. */
function seedResults(tx: Transaction): Promise<unknown> {
  const success = sql`case when provider_version.number >= '3' or contract.id = (
    select min(first.id) from contracts first
    where first.consumer_id = contract.consumer_id and first.provider_id = contract.provider_id) then 1 else 0 end`
  const results = sql`from contracts contract join versions provider_version on provider_version.application_id = contract.provider_id`
  return tx
    .run(sql`
      insert into verifications (contract_id, provider_version_id, success, executed_at, created_at)
      select contract.id, provider_version.id, ${success}, 1, 1 ${results}`)
    .then(() =>
      tx.run(sql`
        insert into latest_verifications (contract_id, provider_version_id, verification_id, success, untested, executed_at)
        select contract_id, provider_version_id, id, success, 0, 1 from verifications`)
    )
}
