import { path } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import { SoloistError } from './error.ts'
import type { Exchange } from './exchange.ts'

export interface Rollout extends Document {
  uuid: string
  state: 'in-progress' | 'finished' | 'aborted' | 'replaced'
  /** In progress, and its lease is over. */
  overdue?: true
  applicationInstance?: string
  leaseUntil: string
  endedAt?: string
  _embedded: { pacticipant: { name: string }; version: { number: string } }
}

export type RolloutList = List<'rollouts', Rollout>

/** The slot of a rollout that is in progress; the version only to be sure that it is this one. */
export interface RolloutSlot {
  application: string
  environment: string
  applicationInstance?: string | undefined
  version?: string | undefined
}

export type RolloutMethods = ReturnType<typeof rolloutMethods>

export function rolloutMethods(exchange: Exchange) {
  const { read, write } = exchange

  async function listRollouts(environment: string): Promise<RolloutList> {
    return read(path`/environments/${(await findEnvironment(exchange, environment)).uuid}/rollouts`)
  }

  async function end(how: 'finish' | 'abort', asked: RolloutSlot): Promise<Rollout> {
    checkAsked(asked, ['application', 'environment'], ['applicationInstance', 'version'])
    const { application, environment, applicationInstance, version } = asked
    // The broker knows an application by any name it had, and tells today's.
    const { name } = await read<{ name: string }>(path`/pacticipants/${application}`)
    const there = (await listRollouts(environment))._embedded.rollouts.filter(
      ({ _embedded }) => _embedded.pacticipant.name === name
    )
    const found = there.find(
      rollout =>
        rollout.applicationInstance === applicationInstance &&
        (version === undefined || rollout._embedded.version.number === version)
    )
    if (found === undefined) throw notInProgress(asked, there)
    return write('POST', path`/rollouts/${found.uuid}/` + how, {})
  }

  return {
    /**
     * The version begins to replace what runs in its slot: both count until that is finished, aborted or deployed over. When the lease
     * (in seconds; else an hour) is over, verdicts warn. Repeated, it begins a new lease.
     */
    async startRollout(asked: {
      application: string
      version: string
      environment: string
      applicationInstance?: string | undefined
      lease?: number | undefined
    }): Promise<Rollout> {
      checkAsked(asked, ['application', 'version', 'environment'], ['applicationInstance', 'lease'])
      const { application, version, environment, applicationInstance, lease } = asked
      const { uuid } = await findEnvironment(exchange, environment)
      const address = path`/pacticipants/${application}/versions/${version}/rollouts/environment/${uuid}`
      return write('POST', address, { applicationInstance, lease })
    },

    /** The version that is rolled out is all that runs in the slot now: it is deployed there. */
    async finishRollout(asked: RolloutSlot): Promise<Rollout> {
      return end('finish', asked)
    },

    /** The version that was rolled out is gone again; what was there before stays. */
    async abortRollout(asked: RolloutSlot): Promise<Rollout> {
      return end('abort', asked)
    },

    /** Those in progress. */
    async listRollouts(asked: { environment: string }): Promise<RolloutList> {
      checkAsked(asked, ['environment'])
      return listRollouts(asked.environment)
    }
  }
}

function notInProgress({ application, version, environment, applicationInstance }: RolloutSlot, there: readonly Rollout[]) {
  const what = version === undefined ? application : `${application} ${version}`
  const place = applicationInstance === undefined ? '' : ` as instance ${applicationInstance}`
  const others = there.map(({ _embedded, applicationInstance: instance }) =>
    instance === undefined ? _embedded.version.number : `${_embedded.version.number} (instance ${instance})`
  )
  const hint = others.length === 0 ? '' : ` In progress there: ${others.join(', ')}.`
  return new SoloistError('not-found', `${what} is not being rolled out to ${environment}${place}.${hint}`)
}
