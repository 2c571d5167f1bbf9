import { command } from '../command.ts'
import { application, applicationInstance, config, environment, identity, version } from '../common-options.ts'
import type { DeployedVersion, ReleasedVersion } from '../deployments.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Line } from '../report.ts'
import { sendFile } from '../soloist-file/send.ts'

const inEnvironment = { pacticipant: application, version, environment } as const

/** What is not proved of that environment now. */
const warningsIn = ({ notices = [] }: DeployedVersion | ReleasedVersion) =>
  notices.map(({ text }): Line => ({ outcome: 'warn', text }))

/** `web 7`, `web 7 (instance blue)`. */
const named = (name: string, number: string, instance?: string) =>
  instance === undefined ? `${name} ${number}` : `${name} ${number} (instance ${instance})`

export const recordDeployment = command({
  name: 'record-deployment',
  summary: 'Record that a version now runs in an environment, in place of the one before',
  options: { ...inEnvironment, 'application-instance': applicationInstance, ...identity, config },
  async run({ values, broker, out, found, file }) {
    const { pacticipant, environment, 'application-instance': instance } = values
    const version = await found.version(values.version)
    await sendFile(broker, file, { application: pacticipant, version, deployed: true }, out)
    const document = await broker.recordDeployment({
      application: pacticipant,
      version,
      environment,
      applicationInstance: instance,
      ...(await found.identity(values))
    })
    out.answer(document, () => ({
      title: `Recorded: ${named(pacticipant, version, instance)} is deployed to ${environment}`,
      lines: warningsIn(document)
    }))
    return exitCodes.done
  }
})

export const recordUndeployment = command({
  name: 'record-undeployment',
  summary: 'Record that an application runs in an environment no more',
  options: { pacticipant: application, environment, 'application-instance': applicationInstance },
  async run({ values, broker, out }) {
    const { pacticipant, environment, 'application-instance': instance } = values
    const documents = await broker.recordUndeployment({
      application: pacticipant,
      environment,
      applicationInstance: instance
    })
    out.answer(documents, () => {
      const numbers = documents.map(({ _embedded }) => _embedded?.version.number ?? '').join(', ')
      return `Recorded: ${named(pacticipant, numbers, instance)} is deployed to ${environment} no more`
    })
    return exitCodes.done
  }
})

export const recordRelease = command({
  name: 'record-release',
  summary: 'Record that a version is released and supported, beside others',
  options: {
    ...inEnvironment,
    'supported-until': { type: 'string', value: 'YYYY-MM-DD', help: 'The last day on which it counts, UTC; repeat to move it' }
  },
  async run({ values, broker, out, found }) {
    const { pacticipant, environment } = values
    const version = await found.version(values.version)
    const supportedUntil = values['supported-until']
    const document = await broker.recordRelease({ application: pacticipant, version, environment, supportedUntil })
    const until = document.supportedUntil === undefined ? '' : `, until ${document.supportedUntil}`
    out.answer(document, () => ({
      title: `Recorded: ${named(pacticipant, version)} is released and supported in ${environment}${until}`,
      lines: warningsIn(document)
    }))
    return exitCodes.done
  }
})

export const recordSupportEnded = command({
  name: 'record-support-ended',
  summary: 'Record that a released version is supported no more',
  // Found by themselves, a version and its end of support would rarely meet: it must be named.
  options: { ...inEnvironment, version: { ...version, needed: true, help: 'Its version' } },
  async run({ values, broker, out }) {
    const { pacticipant, version, environment } = values
    const documents = await broker.recordSupportEnded({ application: pacticipant, version, environment })
    out.answer(documents, () => `Recorded: ${named(pacticipant, version)} is supported in ${environment} no more`)
    return exitCodes.done
  }
})
