import { path, query } from './address.ts'
import type { Document } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import type { Answer, Reason, Verdict } from './verdict.ts'

export interface Leaving extends Document {
  answer: Answer
  pacticipant: string
  version: string
  /** Live consumers with a contract that this version serves now, and what is left for each. */
  consumers: Array<{ name: string; version: string; answer: Answer; reasons: Reason[] }>
}

export interface Rollback extends Document {
  answer: Answer
  pacticipant: string
  slots: Array<{
    applicationInstance?: string
    current: string
    /** Null where there is nothing to go back to. */
    target: string | null
    /** Stores that what is there changed for good, and the target did not: that is a no. */
    changedForGood?: string[]
    verdict?: Verdict
  }>
}

export interface MissingVerifications extends Document {
  verifications: Array<{
    consumer: string
    consumerVersions: string[]
    provider: string
    providerVersion: string
    reason: Reason
    pact: string
  }>
}

interface Place {
  application: string
  environment: string
  /** Only this instance; `''` for the one without a name. */
  applicationInstance?: string | undefined
}

export type LeavingMethods = ReturnType<typeof leavingMethods>

export function leavingMethods(exchange: Exchange) {
  const { read } = exchange

  async function leave(question: string, asked: Place & { version: string }): Promise<Leaving> {
    checkAsked(asked, ['application', 'version', 'environment'], ['applicationInstance'])
    const { application, version, applicationInstance } = asked
    const { uuid } = await findEnvironment(exchange, asked.environment)
    const address = path`/pacticipants/${application}/versions/${version}/${question}/environment/${uuid}`
    return read(address + query([['applicationInstance', applicationInstance]]))
  }

  return {
    /** Can the version be undeployed, with nothing in its place? */
    canIUndeploy: (asked: Place & { version: string }): Promise<Leaving> => leave('can-i-undeploy', asked),

    /** Can the support of the released version end? */
    canIEndSupport: (asked: Omit<Place, 'applicationInstance'> & { version: string }): Promise<Leaving> =>
      leave('can-i-end-support', asked),

    /** Could the application go back to what ran there before? */
    async canIRollBack(asked: Place): Promise<Rollback> {
      checkAsked(asked, ['application', 'environment'], ['applicationInstance'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      const address = path`/pacticipants/${asked.application}/can-i-rollback/environment/${uuid}`
      return read(address + query([['applicationInstance', asked.applicationInstance]]))
    },

    /** Which verifications are lacking for what is live there, of all or of one application? */
    async missingVerifications(asked: { environment: string; application?: string | undefined }): Promise<MissingVerifications> {
      checkAsked(asked, ['environment'], ['application'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      return read(path`/environments/${uuid}/missing` + query([['pacticipant', asked.application]]))
    }
  }
}
