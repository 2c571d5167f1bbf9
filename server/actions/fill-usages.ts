import type { Broker } from '../broker.ts'
import { readUsage } from '../domain/usage/read-usage.ts'
import { findValue, setValue } from '../storage/kept-values.ts'
import { addUsages, noteMessages, unreadInteractions } from '../storage/usages.ts'

/** Interactions at a time, so that no transaction keeps others waiting. */
const atOnce = 100

/**
 * Reads what is stored since before usages were kept, step by step: what a run did, the next one need not do again. True when
 * there is nothing left. Other replicas may be at it, too; a row that is there stays.
 */
export async function fillSomeUsages({ db, now }: Broker): Promise<boolean> {
  const after = Number((await findValue(db, 'usages-filled-to')) ?? 0)
  const { texts, last } = await unreadInteractions(db, after, atOnce)
  if (last === undefined) return true
  const usages = new Map([...texts].map(([id, text]) => [id, readUsage(text)]))
  await db.transaction(async tx => {
    await addUsages(tx, usages)
    const messages = [...usages].filter(([, { kind }]) => kind === 'message').map(([id]) => id)
    if (messages.length > 0) await noteMessages(tx, messages)
    await setValue(tx, 'usages-filled-to', String(last), now())
  })
  return false
}
