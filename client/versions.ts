import { type Paging, paging, path, query } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import type { Exchange } from './exchange.ts'
import { type Identity, identityNames } from './identity.ts'

export interface Version extends Document {
  number: string
  buildUrl?: string
  artifactDigest?: string
  sourceFingerprint?: string
  _embedded: {
    branches?: Array<{ name: string; latest: boolean }>
    branchVersions?: Array<{ name: string; latest: boolean }>
    tags?: Array<{ name: string }>
  }
}

export type VersionList = List<'versions', Version>
export type TagDocument = Document & { name: string }

interface VersionName {
  application: string
  version: string
}

export type VersionMethods = ReturnType<typeof versionMethods>

export function versionMethods({ read, write, merge }: Exchange) {
  const putOnBranch = ({ application, version, branch }: VersionName & { branch: string }) =>
    write<Document>('PUT', path`/pacticipants/${application}/branches/${branch}/versions/${version}`, {})
  const putTag = ({ application, version, tag }: VersionName & { tag: string }) =>
    write<TagDocument>('PUT', path`/pacticipants/${application}/versions/${version}/tags/${tag}`, {})

  return {
    /** The newest first; of one branch or with one tag, if asked. */
    async listVersions(
      asked: Paging & { application: string; branch?: string | undefined; tag?: string | undefined }
    ): Promise<VersionList> {
      checkAsked(asked, ['application'], ['branch', 'tag', 'page', 'size'])
      const { application, branch, tag } = asked
      if (branch !== undefined && tag !== undefined) throw wrong('Versions are listed by branch or by tag, not by both.')
      if (branch !== undefined) return read(path`/pacticipants/${application}/branches/${branch}/versions` + query(paging(asked)))
      if (tag !== undefined) return read(path`/pacticipants/${application}/tags/${tag}/versions` + query(paging(asked)))
      return read(path`/pacticipants/${application}/versions` + query(paging(asked)))
    },

    async describeVersion(asked: VersionName): Promise<Version> {
      checkAsked(asked, ['application', 'version'])
      return read(path`/pacticipants/${asked.application}/versions/${asked.version}`)
    },

    /** The newest version: of all, with a tag, or of a branch. */
    async latestVersion(asked: { application: string; tag?: string | undefined; branch?: string | undefined }): Promise<Version> {
      checkAsked(asked, ['application'], ['tag', 'branch'])
      const { application, tag, branch } = asked
      if (branch !== undefined && tag !== undefined) throw wrong('The latest version is asked by branch or by tag, not by both.')
      if (branch !== undefined) return read(path`/pacticipants/${application}/branches/${branch}/latest-version`)
      if (tag !== undefined) return read(path`/pacticipants/${application}/latest-version/${tag}`)
      return read(path`/pacticipants/${application}/latest-version`)
    },

    /** Creates the version if need be, puts it on the branch, tags it, and sets what is given. */
    async createOrUpdateVersion(
      asked: VersionName &
        Identity & { buildUrl?: string | undefined; branch?: string | undefined; tags?: readonly string[] | undefined }
    ): Promise<Version> {
      checkAsked(asked, ['application', 'version'], ['buildUrl', 'branch', 'tags', ...identityNames])
      const { application, version, buildUrl, branch, tags = [], artifactDigest, sourceFingerprint } = asked
      // The branch comes before the tags: a broker may take the first tag of a version without a branch for its branch.
      if (branch !== undefined) await putOnBranch({ application, version, branch })
      for (const tag of tags) await putTag({ application, version, tag })
      return merge(path`/pacticipants/${application}/versions/${version}`, { buildUrl, artifactDigest, sourceFingerprint })
    },

    /** With its contracts, results, tags and deployments. */
    async deleteVersion(asked: VersionName): Promise<void> {
      checkAsked(asked, ['application', 'version'])
      return write('DELETE', path`/pacticipants/${asked.application}/versions/${asked.version}`)
    },

    async putOnBranch(asked: VersionName & { branch: string }): Promise<Document> {
      checkAsked(asked, ['application', 'version', 'branch'])
      return putOnBranch(asked)
    },

    /** The version stays. */
    async takeOffBranch(asked: VersionName & { branch: string }): Promise<void> {
      checkAsked(asked, ['application', 'version', 'branch'])
      return write('DELETE', path`/pacticipants/${asked.application}/branches/${asked.branch}/versions/${asked.version}`)
    },

    async tag(asked: VersionName & { tag: string }): Promise<TagDocument> {
      checkAsked(asked, ['application', 'version', 'tag'])
      return putTag(asked)
    },

    async untag(asked: VersionName & { tag: string }): Promise<void> {
      checkAsked(asked, ['application', 'version', 'tag'])
      return write('DELETE', path`/pacticipants/${asked.application}/versions/${asked.version}/tags/${asked.tag}`)
    }
  }
}
