import { command } from '../command.ts'
import { application, config, environment, version } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Line, type Report, table } from '../report.ts'
import { type Access, accesses, type EnvironmentResources, type Resource, type SharingException } from '../resources.ts'

export const declareResources = command({
  name: 'declare-resources',
  summary: 'Declare the stores that a version uses: databases, tables, caches, buckets',
  options: {
    pacticipant: application,
    version,
    resource: {
      type: 'string',
      short: 'r',
      multiple: true,
      value: 'PATH=ACCESS',
      help: `One of them, such as postgres/orders-db/invoices=owns; ${accesses.join(', ')}, and ",irreversible" after it; repeatable`
    },
    none: { type: 'boolean', help: 'It uses no store at all' },
    config
  },
  async run({ values, broker, out, found, file }) {
    const given = values.resource.map(resourceFrom)
    if (values.none === true && given.length > 0) throw wrong('Give either --resource or --none.')
    const ofFile = file?.application === values.pacticipant ? file.resources : undefined
    const resources = values.none === true || given.length > 0 ? given : ofFile
    if (resources === undefined) throw wrong('Which stores? Give --resource for each, --none, or resources in soloist.yml.')
    const version = await found.version(values.version)
    const document = await broker.declareResources({ application: values.pacticipant, version, resources })
    out.answer(document, () => declared(`${values.pacticipant} ${version}`, resources))
    return exitCodes.done
  }
})

export const listResources = command({
  name: 'resources',
  aliases: ['list-resources'],
  summary: 'Which stores are used in an environment, and which of them applications share',
  options: { environment },
  async run({ values, broker, out }) {
    const document = await broker.listResources({ environment: values.environment })
    out.answer(document, () => report(values.environment, document))
    return exitCodes.done
  }
})

export const allowSharing = command({
  name: 'allow-sharing',
  summary: 'Allow applications to share a store up to a day, with the reason',
  options: {
    path: { type: 'string', needed: true, value: 'PATH', help: 'The store, and all that is below it' },
    applications: {
      type: 'string',
      short: 'a',
      aliases: ['application', 'pacticipant'],
      multiple: true,
      needed: true,
      value: 'NAME',
      help: 'Two or more that may share it; repeatable'
    },
    until: { type: 'string', needed: true, value: 'YYYY-MM-DD', help: 'The last day on which it counts, UTC' },
    reason: { type: 'string', needed: true, value: 'TEXT', help: 'Why, for whoever reads it later' },
    environment: { type: 'string', value: 'NAME', help: 'In this environment; else in any' }
  },
  async run({ values, broker, out }) {
    const { path, applications, until, reason, environment } = values
    const document = await broker.allowSharing({ path, applications, until, reason, environment })
    out.answer(document, () => `Kept: ${named(document)}, ${document.uuid}`)
    return exitCodes.done
  }
})

export const listSharingExceptions = command({
  name: 'list-sharing-exceptions',
  summary: 'List who may share a store for a time',
  options: {},
  async run({ broker, out }) {
    const document = await broker.listSharingExceptions()
    out.answer(document, () => {
      const rows = document._embedded.sharingExceptions.map(
        ({ path, applications, environment, until, counts, reason, uuid }) => [
          path,
          applications.join(', '),
          environment ?? 'any',
          counts ? until : `${until} (over)`,
          reason,
          uuid
        ]
      )
      return table(['PATH', 'APPLICATIONS', 'ENVIRONMENT', 'UNTIL', 'REASON', 'UUID'], rows)
    })
    return exitCodes.done
  }
})

export const deleteSharingException = command({
  name: 'delete-sharing-exception',
  summary: 'Take back that applications may share a store',
  options: {
    uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which, as list-sharing-exceptions shows' },
    reason: { type: 'string', value: 'TEXT', help: 'Why, for whoever looks at list-policy-changes' }
  },
  async run({ values, broker, out }) {
    await broker.deleteSharingException({ uuid: values.uuid, reason: values.reason })
    out.answer({ deleted: values.uuid }, () => `Deleted exception ${values.uuid}`)
    return exitCodes.done
  }
})

/** `postgres/orders-db=owns,irreversible`. */
function resourceFrom(text: string): Resource {
  const sign = text.lastIndexOf('=')
  const [access, mark, ...more] = text.slice(sign + 1).split(',')
  if (sign < 1 || more.length > 0 || (mark !== undefined && mark !== 'irreversible') || !isAccess(access)) {
    throw wrong(`--resource is ${text}; it must look like postgres/orders-db/invoices=owns, with one of ${accesses.join(', ')}.`)
  }
  return { path: text.slice(0, sign), access, ...(mark === undefined ? {} : { irreversible: true }) }
}

const isAccess = (text: string | undefined): text is Access => accesses.some(access => access === text)

export function declared(version: string, resources: readonly Resource[]): string {
  if (resources.length === 0) return `Declared: ${version} uses no store`
  const lines = resources.map(
    ({ path, access, irreversible }) => `  ${access} ${path}${irreversible === true ? ' (irreversible)' : ''}`
  )
  return [`Declared: ${version} uses ${resources.length} store${resources.length > 1 ? 's' : ''}`, ...lines].join('\n')
}

const named = ({ path, applications, environment = 'any environment', until }: SharingException) =>
  `${applications.join(' and ')} may share ${path} in ${environment} until ${until}`

function report(environment: string, { conflicts, applications, undeclared }: EnvironmentResources): Report {
  const open = conflicts.filter(({ exception }) => exception === undefined)
  const title =
    open.length > 0
      ? `${environment}: ${open.length} store${open.length > 1 ? 's are' : ' is'} shared`
      : `${environment}: nothing that is declared is shared${conflicts.length > 0 ? ' without an exception' : ''}`
  return {
    title,
    answer: open.length > 0 ? 'no' : undeclared.length > 0 ? 'unknown' : 'yes',
    advisory: true,
    lines: [...conflicts.map(conflictLine), ...undeclared.map(undeclaredLine), ...applications.flatMap(useLines)]
  }
}

function conflictLine({ path, owners, applications, exception }: EnvironmentResources['conflicts'][number]): Line {
  const sides = applications.map(side => `${side.name} ${side.versions.join(' and ')} ${side.access} ${side.path}`).join(', ')
  const owned = owners.length === 0 ? 'nobody declares to own it' : `owned by ${owners.join(' and ')}`
  const text = `${path}: ${sides} (${owned})`
  if (exception !== undefined) return { outcome: 'info', text, notes: [`Allowed until ${exception.until}: ${exception.reason}`] }
  return { outcome: 'fail', code: 'shared-persistence', text }
}

const undeclaredLine = (name: string): Line => ({ outcome: 'unknown', text: `${name} has declared nothing` })

const useLines = ({ name, versions }: EnvironmentResources['applications'][number]): Line[] =>
  versions
    .filter(({ declared }) => declared)
    .map(({ number, resources }) => ({
      outcome: 'info',
      text: `${name} ${number}: ${resources.map(({ path, access }) => `${access} ${path}`).join(', ') || 'no store'}`
    }))
