import type { SimulatePact } from '../../schemas/simulate.ts'
import type { Broker } from '../broker.ts'
import type { Finding } from '../domain/comparison/findings.ts'
import { deepestNesting, nestsDeeperThan } from '../domain/json-depth.ts'
import { Moment } from '../domain/moment.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import { invalid } from '../problem.ts'
import { workAside } from '../simulating/work-aside.ts'
import { theApplication, theVersion } from './found.ts'
import { type ProviderBase, providerBases } from './provider-bases.ts'
import { promisesOf, windowsSaid } from './provider-promises.ts'
import { checkEnvironments } from './simulation-facts.ts'

export interface PactSimulation {
  provider: string
  versions: Array<ProviderBase & { compared: boolean; findings: Finding[] }>
  /** Dates of what is deprecated today. */
  windowOf: (element: string) => ElementWindow | undefined
}

/** What a contract that is not stored would meet: against all that its provider has live, and on its main branch. */
export async function simulateNewPact(broker: Broker, name: string, asked: SimulatePact): Promise<PactSimulation> {
  const { db, now } = broker
  const text = textOf(asked.content)
  const { environments, version } = asked
  const { provider, bases, promises } = await db.snapshot(async queries => {
    const provider = await theApplication(queries, name)
    if (version !== undefined) await theVersion(queries, name, version)
    await checkEnvironments(queries, environments)
    return {
      provider: provider.name,
      bases: await providerBases(queries, { provider, version, environments, now: now() }),
      promises: await promisesOf(queries, broker, provider)
    }
  })
  const { versions } = await workAside('simulate-pact', { text, versions: bases })
  const windowOf = windowsSaid(promises, new Moment(now()))
  return { provider, windowOf, versions: bases.map((base, i) => ({ ...base, compared: false, findings: [], ...versions[i] })) }
}

function textOf(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) throw invalid({ content: ['must be valid base64'] })
  const text = bytes.toString('utf8')
  if (nestsDeeperThan(text, deepestNesting)) throw invalid({ content: [`is nested deeper than ${deepestNesting} levels`] })
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return text
  } catch {
    // It is told below, as any other content that is no pact.
  }
  throw invalid({ content: ['must be a pact: a JSON object'] })
}
