import { path } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import { SoloistError } from './error.ts'
import type { Exchange } from './exchange.ts'
import type { Answer, Reason, VerdictOverride } from './verdict.ts'

export interface Contact {
  name: string
  details?: Record<string, unknown>
}

export interface Environment extends Document {
  uuid: string
  name: string
  displayName: string
  production: boolean
  contacts?: Contact[]
}

export type EnvironmentList = List<'environments', Environment>

/** Whether everything that is live there is proved together; the reasons are those of a verdict. */
export interface EnvironmentCheck extends Document {
  answer: Answer
  versions: Array<{ pacticipant: string; version: string }>
  /** Of versions that are live; they change nothing here. */
  overrides?: Array<VerdictOverride & { pacticipant: string; version: string }>
  reasons: Reason[]
}

interface EnvironmentProperties {
  name?: string | undefined
  displayName?: string | undefined
  production?: boolean | undefined
  contacts?: readonly Contact[] | undefined
}

export type EnvironmentMethods = ReturnType<typeof environmentMethods>

export function environmentMethods(exchange: Exchange) {
  const { read, write } = exchange
  return {
    async createEnvironment(asked: EnvironmentProperties & { name: string; production: boolean }): Promise<Environment> {
      checkAsked(asked, ['name', 'production'], ['displayName', 'contacts'])
      return write('POST', '/environments', asked)
    },

    async listEnvironments(): Promise<EnvironmentList> {
      return read('/environments')
    },

    /** By name or uuid, as everywhere. */
    async describeEnvironment(asked: { environment: string }): Promise<Environment> {
      checkAsked(asked, ['environment'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      return read(path`/environments/${uuid}`)
    },

    /** Is everything that is live there proved together? */
    async checkEnvironment(asked: { environment: string }): Promise<EnvironmentCheck> {
      checkAsked(asked, ['environment'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      return read(path`/environments/${uuid}/check`)
    },

    /** Changes what is given and leaves the rest. */
    async updateEnvironment(asked: EnvironmentProperties & { environment: string }): Promise<Environment> {
      checkAsked(asked, ['environment'], ['name', 'displayName', 'production', 'contacts'])
      const { environment, ...changes } = asked
      const { uuid } = await findEnvironment(exchange, environment)
      const { name, displayName, production, contacts } = await read<Environment>(path`/environments/${uuid}`)
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
      return write('PUT', path`/environments/${uuid}`, { name, displayName, production, contacts, ...given })
    },

    /** With the record of all that was deployed or released there. */
    async deleteEnvironment(asked: { environment: string }): Promise<void> {
      checkAsked(asked, ['environment'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      return write('DELETE', path`/environments/${uuid}`)
    }
  }
}

/** The environment of that name, else the one with that uuid. */
export async function findEnvironment({ read, baseUrl }: Exchange, nameOrUuid: string): Promise<Environment> {
  const { environments } = (await read<EnvironmentList>('/environments'))._embedded
  const found = environments.find(({ name }) => name === nameOrUuid) ?? environments.find(({ uuid }) => uuid === nameOrUuid)
  if (found !== undefined) return found
  const known = environments.map(({ name }) => name).join(', ') || 'none'
  throw new SoloistError('not-found', `No environment is named ${nameOrUuid} at ${baseUrl}. Known: ${known}.`)
}
