import type { Broker } from '../broker.ts'
import { anyBySource } from '../domain/equivalence.ts'
import { type Leaving, leftBehind } from '../domain/leaving.ts'
import { settled } from '../domain/matrix/settle.ts'
import { Moment } from '../domain/moment.ts'
import type { Answer } from '../domain/verdict.ts'
import type { Environment } from '../storage/environments.ts'
import { livePlacesOf } from '../storage/live-places.ts'
import { findEnvironmentWithPolicies } from '../storage/matrix/environment-with-policies.ts'
import { livePairingsIn } from '../storage/matrix/live-pairings.ts'
import { missing, theEnvironment, theVersion } from './found.ts'

export interface Leave {
  application: string
  version: string
  environment: Environment
  answer: Answer
  consumers: Leaving[]
}

/**
 * May the version leave the environment (be undeployed, or lose its support) with nothing in its place? Which live consumers would then
 * be without a provider that is proved to serve them. `instance`: only from that slot.
 */
export async function canILeave(
  broker: Broker,
  asked: { application: string; version: string; environment: string; instance: string | undefined }
): Promise<Leave> {
  const now = broker.now()
  return broker.db.snapshot(async db => {
    const version = await theVersion(db, asked.application, asked.version)
    const environment = await theEnvironment(db, asked.environment)
    const { id, name } = environment
    const places = await livePlacesOf(db, version.id, id, now)
    if (places.length === 0) missing(`${version.application} ${version.number} is not live in ${name}`)
    const goes = ({ instance, kind }: { instance: string; kind: string }) =>
      asked.instance === undefined || (kind !== 'released' && instance === asked.instance)
    // It leaves only where it is nowhere any more.
    const leaving = new Set(places.every(goes) ? [version.id] : [])
    const policies = (await findEnvironmentWithPolicies(db, name))?.policies ?? []
    const circumstances = { policies, ignored: [], environment: name, moment: new Moment(now) }
    const pairings = settled(await livePairingsIn(db, id, now, anyBySource(policies)), circumstances)
    const consumers = leftBehind(pairings, {
      application: version.applicationId,
      leaving,
      alone: pairing => settled([pairing], circumstances)[0] ?? pairing
    })
    const answers = consumers.map(({ answer }) => answer)
    const answer = answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes'
    return { application: version.application, version: version.number, environment, answer, consumers }
  })
}
