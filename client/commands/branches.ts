import { command } from '../command.ts'
import { application } from '../common-options.ts'
import { SoloistError } from '../error.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../output.ts'

export const listBranches = command({
  name: 'list-branches',
  summary: "List an application's branches, the most recently used first",
  options: { pacticipant: application, search: { type: 'string', value: 'TEXT', help: 'Only those whose name contains it' } },
  async run({ values, broker, out }) {
    const document = await broker.listBranches({ application: values.pacticipant, search: values.search })
    out.answer(document, () => {
      const rows = document._embedded.branches.map(({ name, updatedAt, createdAt }) => [name, updatedAt ?? createdAt ?? ''])
      return table(['NAME', 'LAST USED'], rows)
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
