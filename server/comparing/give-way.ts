import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/**
 * Tells the system that this thread may wait: where cores are scarce, requests are answered first. Threads have a priority of their own on
 * Linux only; elsewhere nothing changes.
 */
export function giveWay(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // No Linux, or not allowed: it works all the same.
  }
}
