import type { Branch } from '../branches.ts'
import { command } from '../command.ts'
import { application } from '../common-options.ts'
import { SoloistError } from '../error.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

const { needed: _, ...anyApplication } = application

export const listBranches = command({
  name: 'list-branches',
  summary: "List an application's branches, the most recently used first",
  options: { pacticipant: application, search: { type: 'string', value: 'TEXT', help: 'Only those whose name contains it' } },
  async run({ values, broker, out }) {
    const document = await broker.listBranches({ application: values.pacticipant, search: values.search })
    out.answer(document, () => {
      const rows = document._embedded.branches.map(branch => [branch.name, lastUsed(branch), branch.expired ? 'expired' : ''])
      return table(['NAME', 'LAST USED', ''], rows)
    })
    return exitCodes.done
  }
})

const lastUsed = ({ updatedAt, createdAt }: Branch) => updatedAt ?? createdAt ?? ''

export const expireBranches = command({
  name: 'expire-branches',
  summary: 'Remove the branches that had no new version for long; their versions stay',
  options: {
    pacticipant: { ...anyApplication, help: 'Only those of this application; else of all' },
    'dry-run': { type: 'boolean', short: 'd', help: 'Show which they are, and remove none' }
  },
  async run({ values, broker, out }) {
    const asked = { application: values.pacticipant }
    const isDry = values['dry-run'] === true
    const document = isDry ? await broker.listExpiredBranches(asked) : await broker.removeExpiredBranches(asked)
    const { branches } = document._embedded
    out.answer(document, () => {
      if (branches.length === 0) return 'No branch has expired.'
      const rows = branches.map(branch => [branch._embedded.pacticipant.name, branch.name, lastUsed(branch)])
      const done = isDry ? 'Would be removed' : 'Removed'
      return table(['APPLICATION', 'BRANCH', 'LAST USED'], rows, { above: `${done}: ${branches.length}` })
    })
    return exitCodes.done
  }
})

export const deleteBranch = command({
  name: 'delete-branch',
  summary: 'Delete a branch; its versions stay',
  options: {
    pacticipant: application,
    branch: { type: 'string', needed: true, value: 'BRANCH', help: 'The branch' },
    'error-when-not-found': { type: 'boolean', negatable: true, help: 'Refuse where there is no such branch (default)' }
  },
  async run({ values, broker, out }) {
    const { pacticipant, branch } = values
    try {
      await broker.deleteBranch({ application: pacticipant, branch })
    } catch (error) {
      const absent = error instanceof SoloistError && error.code === 'not-found'
      if (!absent || values['error-when-not-found'] !== false) throw error
      out.say(`${pacticipant} has no branch ${branch}; nothing to delete.`)
      return exitCodes.done
    }
    out.answer({ deleted: branch }, () => `Deleted branch ${branch} of ${pacticipant}`)
    return exitCodes.done
  }
})
