import { packUsed, type UsedElement } from '../domain/elements/used-elements.ts'
import { hashOf, packBody } from './bodies.ts'
import type { Transaction } from './database.ts'
import { sql } from './sql.ts'

/** Keeps what a comparison found a contract to use. */
export async function keepUsedElements(tx: Transaction, comparisonId: number, used: readonly UsedElement[]): Promise<void> {
  const text = packUsed(used)
  const { packed, body } = packBody(text)
  await tx.run(sql`
    insert into used_elements (comparison_id, digest, packed, body) values (${comparisonId}, ${hashOf(text)}, ${packed}, ${body})
    on conflict (comparison_id) do update set digest = excluded.digest, packed = excluded.packed, body = excluded.body`)
}
