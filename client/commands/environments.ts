import { command } from '../command.ts'
import { environment } from '../common-options.ts'
import type { Contact, Environment } from '../environments.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

const properties = {
  'display-name': { type: 'string', value: 'NAME', help: 'How people call it' },
  production: { type: 'boolean', negatable: true, help: 'It is used by those we work for' },
  'contact-name': { type: 'string', value: 'NAME', help: 'Who looks after it' },
  'contact-email-address': { type: 'string', value: 'ADDRESS', help: 'How to reach them' }
} as const

interface ContactValues {
  'contact-name': string | undefined
  'contact-email-address': string | undefined
}

function contactsOf({ 'contact-name': name, 'contact-email-address': emailAddress }: ContactValues): Contact[] | undefined {
  if (name === undefined && emailAddress === undefined) return undefined
  return [{ name: name ?? (emailAddress as string), ...(emailAddress === undefined ? {} : { details: { emailAddress } }) }]
}

const kindOf = ({ production }: Environment) => (production ? 'production' : 'not production')
const line = (done: string, { name, uuid, ...rest }: Environment) =>
  `${done} environment ${name} (${kindOf({ name, uuid, ...rest })}), ${uuid}`

export const createEnvironment = command({
  name: 'create-environment',
  summary: 'Create an environment that versions can be deployed to',
  options: { name: { type: 'string', needed: true, value: 'NAME', help: 'Its name' }, ...properties },
  async run({ values, broker, out }) {
    const document = await broker.createEnvironment({
      name: values.name,
      production: values.production ?? false,
      displayName: values['display-name'],
      contacts: contactsOf(values)
    })
    out.answer(document, () => line('Created', document))
    return exitCodes.done
  }
})

export const updateEnvironment = command({
  name: 'update-environment',
  summary: 'Change what is given of an environment',
  options: { environment, name: { type: 'string', value: 'NAME', help: 'Its new name' }, ...properties },
  async run({ values, broker, out }) {
    const document = await broker.updateEnvironment({
      environment: values.environment,
      name: values.name,
      production: values.production,
      displayName: values['display-name'],
      contacts: contactsOf(values)
    })
    out.answer(document, () => line('Updated', document))
    return exitCodes.done
  }
})

export const deleteEnvironment = command({
  name: 'delete-environment',
  summary: 'Delete an environment and the record of what was deployed there',
  options: { environment },
  async run({ values, broker, out }) {
    await broker.deleteEnvironment({ environment: values.environment })
    out.answer({ deleted: values.environment }, () => `Deleted environment ${values.environment}`)
    return exitCodes.done
  }
})

export const describeEnvironment = command({
  name: 'describe-environment',
  summary: 'Show an environment and what is live there',
  options: { environment },
  async run({ values: { environment }, broker, out }) {
    const document = await broker.describeEnvironment({ environment })
    // The document does not tell what is live; a person wants to know.
    const live = out.wants('text', 'markdown', 'junit', 'github') ? await liveIn(environment) : []
    out.answer(document, () => {
      const contacts = (document.contacts ?? []).map(({ name, details }) => `Contact: ${name} ${emailOf(details)}`.trimEnd())
      const title = `${document.displayName} (${document.name}), ${kindOf(document)}, ${document.uuid}`
      const above = [title, ...contacts, ''].join('\n')
      return live.length === 0
        ? `${above}\nNothing is live there.`
        : table(['APPLICATION', 'VERSION', 'INSTANCE', 'SINCE'], live, { above })
    })
    return exitCodes.done

    async function liveIn(environment: string): Promise<string[][]> {
      const deployed = (await broker.currentlyDeployed({ environment }))._embedded.deployedVersions
      const released = (await broker.currentlySupported({ environment }))._embedded.releasedVersions
      const row = ({ _embedded, createdAt }: (typeof deployed)[number] | (typeof released)[number], instance: string) => [
        _embedded?.pacticipant.name ?? '',
        _embedded?.version.number ?? '',
        instance,
        createdAt ?? ''
      ]
      return [
        ...deployed.map(version => row(version, version.applicationInstance ?? version.target ?? '')),
        ...released.map(version =>
          row(version, version.supportedUntil === undefined ? '(released)' : `(released until ${version.supportedUntil})`)
        )
      ]
    }
  }
})

const emailOf = (details: Record<string, unknown> | undefined) => String(details?.emailAddress ?? '')

export const listEnvironments = command({
  name: 'list-environments',
  summary: 'List the environments',
  options: {},
  async run({ broker, out }) {
    const document = await broker.listEnvironments()
    out.answer(document, () => {
      const rows = document._embedded.environments.map(each => [each.name, each.displayName, kindOf(each), each.uuid])
      return table(['NAME', 'DISPLAY NAME', 'KIND', 'UUID'], rows)
    })
    return exitCodes.done
  }
})
