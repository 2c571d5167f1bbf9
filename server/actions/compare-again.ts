import type { Broker } from '../broker.ts'
import { ruleSetVersion } from '../domain/comparison/findings.ts'
import { mayBeMadeAgain } from '../domain/comparison.ts'
import { Problem } from '../problem.ts'
import { scheduleAgain } from '../storage/comparison-queue.ts'
import { type Comparison, findComparison } from '../storage/comparisons.ts'
import { missing } from './found.ts'

/**
 * Has a comparison made once more that could not decide: its deadline or memory may suffice now. What decided would decide the same, as
 * its contents and rules are the same.
 */
export function compareAgain({ db, now }: Broker, id: number): Promise<Comparison> {
  return db.transaction(async tx => {
    const comparison = (await findComparison(tx, id)) ?? missing(`No comparison has the number ${id}`)
    const { state, outcome, ruleSet } = comparison
    if (ruleSet !== ruleSetVersion) {
      throw new Problem(
        'conflict',
        `Comparison ${id} was made by earlier rules. By those of today it is made as soon as somebody asks about it, as with can-i-deploy.`
      )
    }
    if (state === 'queued' || state === 'running') return comparison
    if (!mayBeMadeAgain(comparison)) {
      throw new Problem(
        'conflict',
        `Comparison ${id} is decided: ${outcome}. The same contents by the same rules would give the same.`
      )
    }
    await scheduleAgain(tx, id, now())
    return (await findComparison(tx, id)) ?? missing(`No comparison has the number ${id}`)
  })
}
