import { type Paging, paging, path, type QueryValue, query } from './address.ts'
import type { Document, Link, List, Notice } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

/** `expired` where it has had no new version for long, which the broker's settings say. */
export type Branch = Document & { name: string; expired?: true }
export type ExpiredBranch = Branch & { _embedded: { pacticipant: { name: string } } }
export type ExpiredBranchList = List<'branches', ExpiredBranch>
export type BranchList = List<'branches', Branch>

interface BranchName {
  application: string
  branch: string
}

export type BranchMethods = ReturnType<typeof branchMethods>

export function branchMethods({ read, write }: Exchange) {
  const page = (application: string, pairs: Array<[string, QueryValue]>) =>
    read<BranchList>(path`/pacticipants/${application}/branches` + query(pairs))

  return {
    /** Most recently updated first. The broker always gives pages; without `page` and `size` they are joined here. */
    async listBranches(asked: Paging & { application: string; search?: string | undefined }): Promise<BranchList> {
      checkAsked(asked, ['application'], ['search', 'page', 'size'])
      const { application, search } = asked
      if (asked.page !== undefined || asked.size !== undefined) return page(application, [['q', search], ...paging(asked)])
      const all = await page(application, [['q', search]])
      const { totalPages = 1, size = 100 } = all.page ?? {}
      for (let number = 2; number <= totalPages; number++) {
        const next = await page(application, [['q', search], ...paging({ page: number, size })])
        all._embedded.branches.push(...next._embedded.branches)
        all._links['pb:branches'] = [...links(all), ...links(next)]
      }
      delete all._links.next
      delete all.page
      return all
    },

    async describeBranch(asked: BranchName): Promise<Branch> {
      checkAsked(asked, ['application', 'branch'])
      return read(path`/pacticipants/${asked.application}/branches/${asked.branch}`)
    },

    /** Its versions stay. */
    async deleteBranch(asked: BranchName): Promise<void> {
      checkAsked(asked, ['application', 'branch'])
      return write('DELETE', path`/pacticipants/${asked.application}/branches/${asked.branch}`)
    },

    /** All branches but the main one and those in `exclude`. The broker does it after it has answered. */
    async deleteBranches(asked: {
      application: string
      exclude?: readonly string[] | undefined
    }): Promise<{ notices: Notice[] }> {
      checkAsked(asked, ['application'], ['exclude'])
      const excluded = (asked.exclude ?? []).map(branch => ['exclude[]', branch] as const)
      return write('DELETE', path`/pacticipants/${asked.application}/branches` + query(excluded))
    },

    /** Of one application, or of all; the one without a new version for longest comes first. */
    async listExpiredBranches(asked: { application?: string | undefined } = {}): Promise<ExpiredBranchList> {
      checkAsked(asked, [], ['application'])
      return read(`/expired-branches${query([['pacticipant', asked.application]])}`)
    },

    /** Answers with those it removed; their versions stay. */
    async removeExpiredBranches(asked: { application?: string | undefined } = {}): Promise<ExpiredBranchList> {
      checkAsked(asked, [], ['application'])
      return write('DELETE', `/expired-branches${query([['pacticipant', asked.application]])}`)
    }
  }
}

const links = (list: BranchList): Link[] => [list._links['pb:branches'] ?? []].flat()
