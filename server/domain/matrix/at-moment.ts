import type { Moment } from '../moment.ts'
import type { Pairing } from './pairing.ts'

const minute = 60 * 1000
/** How long after a provider was asked to verify a contract its result may still be on its way. */
const patience = 60 * minute
/** How long after its last deployment an application that stands in the way may well be in use by nobody. */
const idleAfter = 90 * 24 * 60 * minute

/** What of the pairings depends on the time at which they are looked at. */
export function atMoment(pairings: Pairing[], moment: Moment): Pairing[] {
  return pairings.map(pairing => {
    const { askedAt, lastDeployedAt } = pairing
    const underWay = askedAt !== undefined && !moment.isAfter(askedAt + patience)
    const idle = typeof lastDeployedAt === 'number' && moment.isAfter(lastDeployedAt + idleAfter)
    return underWay || idle ? { ...pairing, ...(underWay && { underWay }), ...(idle && { idle }) } : pairing
  })
}
