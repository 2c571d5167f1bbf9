import { path, query } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'

/** Somebody answers for a deployment that is not proved. */
export interface Override extends Document {
  uuid: string
  state: 'valid' | 'expired' | 'revoked'
  pacticipant: string
  version: string
  environment: string
  by: string
  /** The account that was used. */
  recordedBy: string
  reason: string
  until: string
  /** The reasons that were in the way; a new one is not covered. */
  covers: Array<{ code: string; sentence: string }>
  revokedAt?: string
  revokedBy?: string
  revokedBecause?: string
}

export type OverrideList = List<'overrides', Override>

export type OverrideMethods = ReturnType<typeof overrideMethods>

export function overrideMethods(exchange: Exchange) {
  const { read, write } = exchange

  return {
    /** Break-glass: `by` answers for the deployment, for the reasons that are in the way now and until then (else 24 hours). */
    async override(asked: {
      application: string
      version: string
      environment: string
      /** Default: the account that is used. */
      by?: string | undefined
      reason: string
      /** `2026-01-31T18:00:00Z`, or up to the end of a day, UTC: `2026-01-31`. */
      until?: string | undefined
      applicationInstance?: string | undefined
    }): Promise<Override> {
      checkAsked(asked, ['application', 'version', 'environment', 'reason'], ['by', 'until', 'applicationInstance'])
      const { application, version, environment, ...fields } = asked
      const { uuid } = await findEnvironment(exchange, environment)
      return write('POST', path`/pacticipants/${application}/versions/${version}/overrides/environment/${uuid}`, fields)
    },

    /** The newest first: all, a page at a time. */
    async listOverrides(asked: { page?: number | undefined; size?: number | undefined } = {}): Promise<OverrideList> {
      checkAsked(asked, [], ['page', 'size'])
      return read(
        `/overrides${query([
          ['page', asked.page],
          ['size', asked.size]
        ])}`
      )
    },

    async describeOverride(asked: { uuid: string }): Promise<Override> {
      checkAsked(asked, ['uuid'])
      return read(path`/overrides/${asked.uuid}`)
    },

    async revokeOverride(asked: { uuid: string; reason?: string | undefined }): Promise<void> {
      checkAsked(asked, ['uuid'], ['reason'])
      return write('DELETE', path`/overrides/${asked.uuid}` + query([['reason', asked.reason]]))
    }
  }
}
