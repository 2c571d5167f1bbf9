import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import * as storage from '../storage/rollouts.ts'
import { retainWriter } from './retain-writer.ts'

/** Ends a rollout; a version that did not stay may have sent messages. */
export async function endRollout(
  tx: Transaction,
  rollout: storage.Rollout,
  state: Exclude<storage.RolloutState, 'in-progress'>,
  now: number
): Promise<void> {
  const { id, applicationId, environmentId, versionId } = rollout
  await storage.endRollout(tx, id, state, now)
  await keepEvent(tx, 'rollout_ended', { rollout: id, applicationId, environmentId, versionId }, now)
  if (state !== 'finished') await retainWriter(tx, rollout, now)
}

/** A deployment in the slot ends the rollout there: it finishes one of the same version, and takes the place of another. */
export async function endRolloutIn(tx: Transaction, slot: storage.Slot & { versionId: number }, now: number): Promise<void> {
  const rollout = await storage.rolloutInSlot(tx, slot)
  if (rollout !== undefined) await endRollout(tx, rollout, rollout.versionId === slot.versionId ? 'finished' : 'replaced', now)
}
