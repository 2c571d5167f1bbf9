import { command } from '../command.ts'
import { application, version } from '../common-options.ts'
import { exitCodes } from '../exit-codes.ts'

const tag = { type: 'string', short: 't', multiple: true, needed: true, value: 'TAG', help: 'The tag; repeatable' } as const

export const createVersionTag = command({
  name: 'create-version-tag',
  summary: 'Tag a version',
  options: {
    pacticipant: application,
    version,
    tag,
    'auto-create-version': { type: 'boolean', help: 'Create the version where it is missing, instead of refusing' }
  },
  async run({ values, broker, out, found }) {
    const name = { application: values.pacticipant, version: await found.version(values.version) }
    if (values['auto-create-version'] !== true) await broker.describeVersion(name)
    const documents = []
    for (const each of values.tag) documents.push(await broker.tag({ ...name, tag: each }))
    out.answer(documents, () => `Tagged ${name.application} ${name.version} with ${values.tag.join(', ')}`)
    return exitCodes.done
  }
})

export const deleteVersionTag = command({
  name: 'delete-version-tag',
  summary: 'Take a tag off a version',
  options: { pacticipant: application, version: { ...version, needed: true, help: 'Its version' }, tag },
  async run({ values, broker, out }) {
    const { pacticipant, version } = values
    for (const each of values.tag) await broker.untag({ application: pacticipant, version, tag: each })
    out.answer({ deleted: values.tag }, () => `${pacticipant} ${version} has no more tag ${values.tag.join(', ')}`)
    return exitCodes.done
  }
})
