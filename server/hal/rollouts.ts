import type { Notice } from '../problem.ts'
import type { Environment } from '../storage/environments.ts'
import type { Reservation } from '../storage/held-versions.ts'
import type { Rollout } from '../storage/rollouts.ts'
import { who } from './deployments.ts'
import { instant, link, soloistCurie, times } from './document.ts'
import { environmentDocument } from './environments.ts'
import { urls } from './urls.ts'

function rollout(base: string, rollout: Rollout, now: number) {
  const { uuid, state, instance, leaseUntil, endedAt } = rollout
  const isOpen = state === 'in-progress'
  return {
    uuid,
    state,
    ...(isOpen && now > leaseUntil && { overdue: true as const }),
    ...(instance !== '' && { applicationInstance: instance }),
    leaseUntil: instant(leaseUntil),
    ...times(rollout),
    ...(endedAt !== null && { endedAt: instant(endedAt) }),
    _links: {
      self: link(base, urls.rollout(uuid), { title: 'Rollout' }),
      ...(isOpen && {
        'soloist:finish': link(base, urls.finishRollout(uuid), { title: 'The version is all that runs there now' }),
        'soloist:abort': link(base, urls.abortRollout(uuid), { title: 'The version runs there no more' })
      }),
      curies: [soloistCurie(base, 'rollout')]
    }
  }
}

export const rolloutDocument = (
  base: string,
  found: Rollout,
  environment: Environment,
  { now, notices }: { now: number; notices: readonly Notice[] }
) => ({
  ...rollout(base, found, now),
  ...(notices.length > 0 && { notices }),
  _embedded: { ...who(base, found), environment: environmentDocument(base, environment) }
})

/** `self` is the address asked. */
export const rolloutsDocument = (base: string, self: string, found: readonly Rollout[], now: number) => ({
  _embedded: { rollouts: found.map(each => ({ ...rollout(base, each, now), _embedded: who(base, each) })) },
  _links: { self: { title: 'Rollouts', href: self } }
})

const reservation = (base: string, { uuid, instance, since, until }: Reservation) => ({
  uuid,
  ...(instance !== '' && { applicationInstance: instance }),
  reservedAt: instant(since),
  leaseUntil: instant(until),
  _links: { self: link(base, urls.reservation(uuid), { title: 'Reservation' }) }
})

export const reservationDocument = (base: string, found: Reservation, environment: Environment) => ({
  ...reservation(base, found),
  _embedded: { ...who(base, found), environment: environmentDocument(base, environment) }
})

export const reservationsDocument = (base: string, self: string, found: readonly Reservation[]) => ({
  _embedded: { reservations: found.map(each => ({ ...reservation(base, each), _embedded: who(base, each) })) },
  _links: { self: { title: 'Reservations', href: self } }
})
