import { path, query } from './address.ts'
import type { Document, Links, List } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'

export const accesses = ['owns', 'reads', 'writes'] as const
export type Access = (typeof accesses)[number]

/** A store that a version uses, from the outside in: `postgres/orders-db/public/invoices`. */
export interface Resource {
  path: string
  access: Access
  /** What this version does to it cannot be taken back by deploying the version before. */
  irreversible?: boolean | undefined
}

export interface DeclaredResources {
  /** False where the version has declared nothing, which is not the same as no resources. */
  declared: boolean
  resources: Resource[]
  _links: Links
}

export interface EnvironmentResources {
  /** Stores that two applications share, of which at least one changes them. */
  conflicts: Array<{
    path: string
    owners: string[]
    applications: Array<{ name: string; path: string; access: Access; irreversible: boolean; versions: string[]; _links: Links }>
    exception?: { uuid: string; until: string; reason: string; _links: Links }
  }>
  applications: Array<{
    name: string
    owner?: string
    versions: Array<{ number: string; declared: boolean; resources: Resource[]; _links: Links }>
    _links: Links
  }>
  /** Of which a live version has declared nothing. */
  undeclared: string[]
  _links: Links
}

export interface SharingExceptionProperties {
  path: string
  /** Two or more. */
  applications: readonly string[]
  /** By name; else any. */
  environment?: string | undefined
  /** The last day on which it counts, `2026-01-31`, in UTC. */
  until: string
  reason: string
}

/** `counts` is false after its last day. */
export type SharingException = Document & SharingExceptionProperties & { uuid: string; counts: boolean }

export type ResourceMethods = ReturnType<typeof resourceMethods>

export function resourceMethods(exchange: Exchange) {
  const { read, write } = exchange
  const resourcesOf = (asked: { application: string; version: string }) =>
    path`/pacticipants/${asked.application}/versions/${asked.version}/resources`
  return {
    /** All stores that a version uses, in place of what it declared before; the version is created when it is new. */
    async declareResources(asked: {
      application: string
      version: string
      resources: readonly Resource[]
    }): Promise<DeclaredResources> {
      checkAsked(asked, ['application', 'version', 'resources'])
      return write('PUT', resourcesOf(asked), { resources: asked.resources })
    },

    async getResources(asked: { application: string; version: string }): Promise<DeclaredResources> {
      checkAsked(asked, ['application', 'version'])
      return read(resourcesOf(asked))
    },

    /** What is used in an environment, by name or uuid, and what two applications share there. */
    async listResources(asked: { environment: string }): Promise<EnvironmentResources> {
      checkAsked(asked, ['environment'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      return read(path`/environments/${uuid}/resources`)
    },

    /** There is one exception for these applications, path and environment: this one replaces it. */
    async allowSharing(asked: SharingExceptionProperties): Promise<SharingException> {
      checkAsked(asked, ['path', 'applications', 'until', 'reason'], ['environment'])
      return write('PUT', '/sharing-exceptions', asked)
    },

    async listSharingExceptions(): Promise<List<'sharingExceptions', SharingException>> {
      return read('/sharing-exceptions')
    },

    /** What was done to it stays, among the changes of policies; `reason` is kept there. */
    async deleteSharingException(asked: { uuid: string; reason?: string | undefined }): Promise<void> {
      checkAsked(asked, ['uuid'], ['reason'])
      return write('DELETE', path`/sharing-exceptions/${asked.uuid}` + query([['reason', asked.reason]]))
    }
  }
}
