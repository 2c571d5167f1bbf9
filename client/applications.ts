import { type Paging, paging, path, query } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

/** An application (pacticipant on the wire). */
export interface Application extends Document {
  name: string
  displayName: string
  mainBranch?: string
  repositoryUrl?: string
  repositoryName?: string
  repositoryNamespace?: string
  /** The team it belongs to, and how to reach it. */
  owner?: string
  contact?: string
  /** What it was called before; these names go on meaning it. Not in lists. */
  formerNames?: string[]
  retiredAt?: string
  _embedded: { latestVersion?: { number: string }; labels?: Array<{ name: string }> }
}

export type ApplicationList = List<'pacticipants', Application>

export interface ApplicationProperties {
  displayName?: string | null | undefined
  mainBranch?: string | null | undefined
  repositoryUrl?: string | null | undefined
  repositoryName?: string | null | undefined
  repositoryNamespace?: string | null | undefined
  owner?: string | null | undefined
  contact?: string | null | undefined
}

const properties = [
  'displayName',
  'mainBranch',
  'repositoryUrl',
  'repositoryName',
  'repositoryNamespace',
  'owner',
  'contact'
] as const

export type ApplicationMethods = ReturnType<typeof applicationMethods>

export function applicationMethods({ read, write, merge }: Exchange) {
  return {
    /** All applications, or those whose name contains `search`, or that have the label. */
    async listApplications(
      asked: Paging & { search?: string | undefined; label?: string | undefined } = {}
    ): Promise<ApplicationList> {
      checkAsked(asked, [], ['search', 'label', 'page', 'size'])
      const list = asked.label === undefined ? '/pacticipants' : path`/pacticipants/label/${asked.label}`
      return read(list + query([['q', asked.search], ...paging(asked)]))
    },

    async describeApplication(asked: { application: string }): Promise<Application> {
      checkAsked(asked, ['application'])
      return read(path`/pacticipants/${asked.application}`)
    },

    /** An application of that name that exists already is returned as it is. */
    async createApplication(asked: { application: string } & ApplicationProperties): Promise<Application> {
      checkAsked(asked, ['application'], properties)
      const { application, ...rest } = asked
      return write('POST', '/pacticipants', { name: application, ...rest })
    },

    /** Changes what is given and leaves the rest; an unknown application is created. */
    async updateApplication(asked: { application: string } & ApplicationProperties): Promise<Application> {
      checkAsked(asked, ['application'], properties)
      const { application, ...rest } = asked
      return merge(path`/pacticipants/${application}`, { name: application, ...rest })
    },

    /** Its history stays, and the name it had goes on meaning it. */
    async renameApplication(asked: { application: string; name: string }): Promise<Application> {
      checkAsked(asked, ['application', 'name'])
      return write('POST', path`/pacticipants/${asked.application}/rename`, { name: asked.name })
    },

    /** A conflict where it is live anywhere. */
    async retireApplication(asked: { application: string }): Promise<Application> {
      checkAsked(asked, ['application'])
      return write('POST', path`/pacticipants/${asked.application}/retire`)
    },

    async reinstateApplication(asked: { application: string }): Promise<Application> {
      checkAsked(asked, ['application'])
      return write('POST', path`/pacticipants/${asked.application}/reinstate`)
    },

    /** With all its versions, contracts and results. */
    async deleteApplication(asked: { application: string }): Promise<void> {
      checkAsked(asked, ['application'])
      return write('DELETE', path`/pacticipants/${asked.application}`)
    }
  }
}
