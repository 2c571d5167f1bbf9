import { shellWord } from '../domain/shell-word.ts'
import { Problem } from '../problem.ts'
import type { Transaction } from '../storage/database.ts'
import { lockInUse } from '../storage/retirement.ts'

/** Refuses to record a retired application anywhere: who retired it counts on its being nowhere. */
export async function requireInUse(
  tx: Transaction,
  { applicationId, application }: { applicationId: number; application: string }
): Promise<void> {
  if (await lockInUse(tx, applicationId)) return
  throw new Problem(
    'conflict',
    `${application} is retired, so it runs nowhere. Reinstate it first: soloist reinstate --pacticipant ${shellWord(application)}`
  )
}
