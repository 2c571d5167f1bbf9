import { command } from '../command.ts'
import { application, environment, version } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../output.ts'
import type { Line, Report } from '../report.ts'
import { accesses, type EnvironmentResources, type Resource } from '../resources.ts'

export const declareResources = command({
  name: 'declare-resources',
  summary: 'Say which stores a version uses: databases, caches, buckets',
  options: {
    pacticipant: application,
    version,
    resource: {
      type: 'string',
      short: 'r',
      multiple: true,
      value: 'PATH=ACCESS',
      help: `One of them, such as postgres/orders-db/public=owns (${accesses.join(', ')}); repeatable, and all of them are meant`
    },
    irreversible: {
      type: 'string',
      multiple: true,
      value: 'PATH',
      help: 'What was changed there cannot be taken back; repeatable'
    }
  },
  async run({ values, broker, out, found }) {
    const number = await found.version(values.version)
    const resources = values.resource.map(text => readResource(text, values.irreversible))
    const unknown = values.irreversible.find(path => resources.every(resource => resource.path !== path))
    if (unknown !== undefined) throw wrong(`--irreversible is ${unknown}, which no --resource names.`)
    const document = await broker.declareResources({ application: values.pacticipant, version: number, resources })
    out.answer(document, () => {
      const list = document.resources.map(({ path, access }) => `${access} ${path}`).join(', ')
      return `Recorded: ${values.pacticipant} ${number} ${list || 'uses no store'}`
    })
    return exitCodes.done
  }
})

function readResource(text: string, irreversible: readonly string[]): Resource {
  const at = text.lastIndexOf('=')
  const path = text.slice(0, at)
  const access = accesses.find(known => known === text.slice(at + 1))
  if (at < 1 || access === undefined) {
    throw wrong(`--resource is ${text}; it must look like postgres/orders-db=owns, with one of ${accesses.join(', ')}.`)
  }
  return { path, access, ...(irreversible.includes(path) && { irreversible: true }) }
}

export const resources = command({
  name: 'resources',
  summary: 'Tell which stores applications share in an environment',
  options: { environment },
  async run({ values, broker, out }) {
    const document = await broker.environmentResources({ environment: values.environment })
    out.answer(document, () => tell(document, values.environment))
    return document.conflicts.some(({ exception }) => exception === undefined) ? exitCodes.no : exitCodes.yes
  }
})

function tell({ conflicts, resources, undeclared }: EnvironmentResources, environment: string): Report {
  const shared = conflicts.filter(({ exception }) => exception === undefined).length
  const lines = conflicts.map(({ path, between, exception }): Line => {
    const sides = between.map(({ pacticipant, version, access, path: own }) => {
      return `${pacticipant} ${version} ${access}${own === path ? '' : ` ${own}`}`
    })
    const agreed = exception === undefined ? [] : [`Agreed to until ${exception.until}: ${exception.reason}`]
    return { outcome: exception === undefined ? 'fail' : 'warn', text: `${path}: ${sides.join(', ')}`, notes: agreed }
  })
  const silent: Line[] =
    undeclared.length === 0 ? [] : [{ outcome: 'unknown', text: `Nothing is known of the stores of ${undeclared.join(', ')}.` }]
  const title =
    shared > 0
      ? `No: ${shared} ${shared === 1 ? 'store is' : 'stores are'} shared in ${environment}.`
      : `Yes, of ${resources.length} declared, no store is shared in ${environment}.`
  return { title, answer: shared > 0 ? 'no' : 'yes', lines: [...lines, ...silent] }
}

export const allowSharing = command({
  name: 'allow-sharing',
  summary: 'Agree that applications share a store, until a day',
  options: {
    path: { type: 'string', needed: true, value: 'PATH', help: 'What is at or below it may be shared' },
    environment: { type: 'string', value: 'NAME', help: 'Only there; else everywhere' },
    until: { type: 'string', needed: true, value: 'YYYY-MM-DD', help: 'The last day' },
    reason: { type: 'string', needed: true, value: 'TEXT', help: 'Why, for whoever reads it later' }
  },
  async run({ values, broker, out }) {
    const { path, environment, until, reason } = values
    const document = await broker.allowSharing({ path, environment, until, reason })
    out.answer(document, () => `Agreed: ${path} may be shared until ${document.until}, ${document.uuid}`)
    return exitCodes.done
  }
})

export const listSharingExceptions = command({
  name: 'list-sharing-exceptions',
  summary: 'List where sharing a store was agreed to',
  options: {},
  async run({ broker, out }) {
    const document = await broker.listSharingExceptions()
    out.answer(document, () => {
      const { sharingExceptions } = document._embedded
      const rows = sharingExceptions.map(({ path, environment, until, reason, uuid }) => [
        path,
        environment ?? 'everywhere',
        until,
        reason,
        uuid
      ])
      return rows.length === 0 ? 'No sharing was agreed to.' : table(['PATH', 'WHERE', 'UNTIL', 'REASON', 'UUID'], rows)
    })
    return exitCodes.done
  }
})

export const endSharing = command({
  name: 'end-sharing',
  summary: 'End an agreement that a store may be shared',
  options: { uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which, as list-sharing-exceptions shows' } },
  async run({ values, broker, out }) {
    await broker.endSharing({ uuid: values.uuid })
    out.answer({ deleted: values.uuid }, () => `Ended: ${values.uuid}`)
    return exitCodes.done
  }
})
