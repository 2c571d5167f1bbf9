import { path } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'

export const accesses = ['owns', 'reads', 'writes'] as const

/** A store that a version uses: a database, a cache, a bucket. */
export interface Resource {
  /** Nested by `/`, from the server down: `postgres/orders-db/public/invoices`. */
  path: string
  access: (typeof accesses)[number]
  /** What was changed in it cannot be taken back. Default: false. */
  irreversible?: boolean | undefined
}

export type VersionResources = Document & { resources: Resource[] }

export interface EnvironmentResources extends Document {
  conflicts: Array<{
    path: string
    between: Array<Resource & { pacticipant: string; version: string }>
    /** Where sharing it was agreed to. */
    exception?: { reason: string; until: string }
  }>
  resources: Array<Resource & { pacticipant: string; version: string }>
  /** Applications that are live there and declare nothing. */
  undeclared: string[]
}

export type SharingException = Document & { uuid: string; path: string; environment?: string; until: string; reason: string }

export type ResourceMethods = ReturnType<typeof resourceMethods>

export function resourceMethods(exchange: Exchange) {
  const { read, write } = exchange
  return {
    /** Says which stores a version uses: all of them, in place of what was said before. */
    async declareResources(asked: {
      application: string
      version: string
      resources: readonly Resource[]
    }): Promise<VersionResources> {
      checkAsked(asked, ['application', 'version', 'resources'])
      const { application, version, resources } = asked
      return write('PUT', path`/pacticipants/${application}/versions/${version}/resources`, { resources })
    },

    async describeResources(asked: { application: string; version: string }): Promise<VersionResources> {
      checkAsked(asked, ['application', 'version'])
      return read(path`/pacticipants/${asked.application}/versions/${asked.version}/resources`)
    },

    /** Which stores do the applications that are live there use, and which do they share? */
    async environmentResources(asked: { environment: string }): Promise<EnvironmentResources> {
      checkAsked(asked, ['environment'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      return read(path`/environments/${uuid}/resources`)
    },

    /** Sharing at and below the path does not count, until the end of a day (UTC). */
    async allowSharing(asked: {
      path: string
      /** Only there; else everywhere. */
      environment?: string | undefined
      until: string
      reason: string
    }): Promise<SharingException> {
      checkAsked(asked, ['path', 'until', 'reason'], ['environment'])
      return write('POST', '/sharing-exceptions', asked)
    },

    async listSharingExceptions(): Promise<List<'sharingExceptions', SharingException>> {
      return read('/sharing-exceptions')
    },

    async endSharing(asked: { uuid: string }): Promise<void> {
      checkAsked(asked, ['uuid'])
      return write('DELETE', path`/sharing-exceptions/${asked.uuid}`)
    }
  }
}
