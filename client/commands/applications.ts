import type { Application } from '../applications.ts'
import { command } from '../command.ts'
import { application } from '../common-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

const pacticipant = application

export const createOrUpdateApplication = command({
  name: 'create-or-update-application',
  aliases: ['create-or-update-pacticipant'],
  summary: 'Create an application, or change what is given of it',
  options: {
    pacticipant,
    'display-name': { type: 'string', value: 'NAME', help: 'How people call it' },
    'main-branch': { type: 'string', value: 'BRANCH', help: 'The branch that is deployed from' },
    'repository-url': { type: 'string', value: 'URL', help: 'Where its source is' },
    owner: { type: 'string', value: 'TEAM', help: 'The team it belongs to' },
    contact: { type: 'string', value: 'TEXT', help: 'How to reach them' }
  },
  async run({ values, broker, out }) {
    const document = await broker.updateApplication({
      application: values.pacticipant,
      displayName: values['display-name'],
      mainBranch: values['main-branch'],
      repositoryUrl: values['repository-url'],
      owner: values.owner,
      contact: values.contact
    })
    out.answer(document, () => `Kept: ${described(document)}`)
    return exitCodes.done
  }
})

export const describeApplication = command({
  name: 'describe-application',
  aliases: ['describe-pacticipant'],
  summary: 'Show an application',
  options: { pacticipant },
  async run({ values, broker, out }) {
    const document = await broker.describeApplication({ application: values.pacticipant })
    out.answer(document, () => described(document))
    return exitCodes.done
  }
})

export const listApplications = command({
  name: 'list-applications',
  aliases: ['list-pacticipants'],
  summary: 'List the applications',
  options: {
    search: { type: 'string', value: 'TEXT', help: 'Only those whose name contains it' },
    label: { type: 'string', value: 'LABEL', help: 'Only those with the label' }
  },
  async run({ values, broker, out }) {
    const document = await broker.listApplications({ search: values.search, label: values.label })
    out.answer(document, () => {
      const rows = document._embedded.pacticipants.map(each => [each.name, each.mainBranch ?? '', newestOf(each) ?? ''])
      return table(['NAME', 'MAIN BRANCH', 'NEWEST VERSION'], rows)
    })
    return exitCodes.done
  }
})

export const deleteApplication = command({
  name: 'delete-application',
  aliases: ['delete-pacticipant'],
  summary: 'Delete an application with all its versions and contracts',
  options: { pacticipant },
  async run({ values, broker, out }) {
    await broker.deleteApplication({ application: values.pacticipant })
    out.answer({ deleted: values.pacticipant }, () => `Deleted ${values.pacticipant}`)
    return exitCodes.done
  }
})

export const renameApplication = command({
  name: 'rename-application',
  summary: 'Give an application another name; the one it had goes on working',
  options: {
    pacticipant,
    to: { type: 'string', needed: true, value: 'NAME', help: 'The new name' }
  },
  async run({ values, broker, out }) {
    const document = await broker.renameApplication({ application: values.pacticipant, name: values.to })
    out.answer(document, () => `Renamed: ${described(document)}`)
    return exitCodes.done
  }
})

export const retire = command({
  name: 'retire',
  summary: 'Retire an application that is live nowhere',
  options: { pacticipant },
  async run({ values, broker, out }) {
    const document = await broker.retireApplication({ application: values.pacticipant })
    out.answer(document, () => `Retired: ${described(document)}`)
    return exitCodes.done
  }
})

export const reinstate = command({
  name: 'reinstate',
  summary: 'Take a retired application back into use',
  options: { pacticipant },
  async run({ values, broker, out }) {
    const document = await broker.reinstateApplication({ application: values.pacticipant })
    out.answer(document, () => `In use again: ${described(document)}`)
    return exitCodes.done
  }
})

function described(document: Application): string {
  const lines: Array<[string, string | undefined]> = [
    ['main branch', document.mainBranch],
    ['repository', document.repositoryUrl],
    ['owner', document.owner],
    ['contact', document.contact],
    ['labels', document._embedded?.labels?.map(({ name }) => name).join(' ') || undefined],
    ['before named', document.formerNames?.join(' ')],
    ['retired', document.retiredAt],
    ['newest version', newestOf(document)],
    ['since', document.createdAt]
  ]
  const known = lines.flatMap(([what, value]) => (value === undefined ? [] : [`${what} ${value}`]))
  return [`${document.name} (${document.displayName})`, ...known].join(', ')
}

const newestOf = ({ _embedded }: Application) => _embedded?.latestVersion?.number
