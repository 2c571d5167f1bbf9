import type { PageOfList } from '../http/pages.ts'
import type { Branch } from '../storage/branches.ts'
import type { ExpiredBranch } from '../storage/expired-branches.ts'
import { link, times } from './document.ts'
import { urls } from './urls.ts'

/** `expired` is there only where it is so. */
export function branchDocument(base: string, application: string, branch: Branch, expired: boolean) {
  const { name } = branch
  return {
    name,
    ...times(branch),
    ...(expired && { expired }),
    _links: {
      self: link(base, urls.branch(application, name), { title: 'Branch', name }),
      'pb:latest-version': link(base, urls.latestBranchVersion(application, name), { title: 'Latest version of the branch' })
    }
  }
}

export function branchesDocument(
  base: string,
  application: string,
  { branches, expired }: { branches: Branch[]; expired: ReadonlySet<number> },
  { page, links }: PageOfList
) {
  return {
    _embedded: { branches: branches.map(branch => branchDocument(base, application, branch, expired.has(branch.id))) },
    ...(page !== undefined && { page }),
    _links: {
      self: link(base, urls.branches(application), { title: 'Branches' }),
      'pb:branches': branches.map(({ name }) => link(base, urls.branch(application, name), { title: 'Branch', name })),
      ...links
    }
  }
}

/** Expired branches of any application: those there are, or those just removed. */
export function expiredBranchesDocument(base: string, self: string, branches: ExpiredBranch[]) {
  return {
    _embedded: {
      branches: branches.map(branch => ({
        ...branchDocument(base, branch.application, branch, true),
        _embedded: {
          pacticipant: {
            name: branch.application,
            _links: { self: link(base, urls.application(branch.application), { title: 'Pacticipant', name: branch.application }) }
          }
        }
      }))
    },
    _links: { self: { title: 'Expired branches', href: self } }
  }
}

export function branchVersionDocument(
  base: string,
  { application, branch, number }: { application: string; branch: string; number: string },
  membership: { createdAt: number }
) {
  return {
    ...times({ createdAt: membership.createdAt }),
    _links: {
      self: link(base, urls.branchVersion(application, branch, number), { title: 'Branch version' }),
      'pb:branch': link(base, urls.branch(application, branch), { title: 'Branch', name: branch }),
      'pb:version': link(base, urls.version(application, number), { title: 'Version', name: number })
    }
  }
}

/** The answer to the removal of many branches. */
export function branchesRemovedDocument(application: string, removed: string[], remaining: string[]) {
  const list = (names: string[]) => (names.length === 0 ? 'none' : names.join(', '))
  const text = `Removed ${removed.length} branches of ${application}: ${list(removed)}. Remaining: ${list(remaining)}.`
  return { notices: [{ type: 'success', text }] }
}
