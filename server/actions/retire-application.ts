import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import { Problem } from '../problem.ts'
import { liveStaysOf, reinstate, retire, type Stay } from '../storage/retirement.ts'
import { theApplication } from './found.ts'

/**
 * Retires an application that is live nowhere; as soon as it is recorded anywhere it is retired no more. Nothing that a verdict about
 * an environment looks at is taken away by this, so it cannot turn a no into a yes. docs/applications.md says what it changes.
 */
export function retireApplication({ db, now }: Broker, name: string): Promise<Application> {
  return db.transaction(async tx => {
    const { id, name: current } = await theApplication(tx, name)
    // First the lock, then the look: a deployment that is being recorded is seen, and one that comes later sees this.
    await retire(tx, id, now())
    const stays = await liveStaysOf(tx, id, now())
    if (stays.length === 0) return theApplication(tx, current)
    throw new Problem('conflict', `${current} cannot be retired, it is live: ${stays.map(told).join(', ')}. End that first.`)
  })
}

export function reinstateApplication({ db, now }: Broker, name: string): Promise<Application> {
  return db.transaction(async tx => {
    await reinstate(tx, (await theApplication(tx, name)).id, now())
    return theApplication(tx, name)
  })
}

function told({ version, environment, kind, instance }: Stay): string {
  const where = kind === 'deployed' ? 'deployed to' : 'released in'
  return `${version} is ${where} ${environment}${instance === '' ? '' : ` (instance ${instance})`}`
}
