import { command } from '../command.ts'
import { application } from '../common-options.ts'
import { exitCodes } from '../exit-codes.ts'

const options = {
  pacticipant: application,
  label: { type: 'string', short: 'l', needed: true, value: 'LABEL', help: 'The label' }
} as const

export const addLabel = command({
  name: 'add-label',
  summary: 'Label an application, so that it is found with others',
  options,
  async run({ values, broker, out }) {
    const { pacticipant, label } = values
    const document = await broker.addLabel({ application: pacticipant, label })
    out.answer(document, () => `Labelled ${pacticipant} with ${label}`)
    return exitCodes.done
  }
})

export const removeLabel = command({
  name: 'remove-label',
  summary: 'Take a label off an application',
  options,
  async run({ values, broker, out }) {
    const { pacticipant, label } = values
    await broker.removeLabel({ application: pacticipant, label })
    out.answer({ deleted: label }, () => `${pacticipant} has no more label ${label}`)
    return exitCodes.done
  }
})

export const listLabels = command({
  name: 'list-labels',
  summary: 'List the labels in use',
  options: {},
  async run({ broker, out }) {
    const document = await broker.listLabels()
    out.answer(document, () => document._embedded.labels.map(({ name }) => name).join('\n') || 'No application has a label.')
    return exitCodes.done
  }
})
