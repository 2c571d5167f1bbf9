import type { EnvironmentResources } from '../actions/show-resources.ts'
import type { Use } from '../domain/resources/conflicts.ts'
import type { Resource } from '../domain/resources/resource.ts'
import type { LiveDeclaration } from '../storage/resources.ts'
import type { KeptException } from '../storage/sharing-exceptions.ts'
import { day, link, present, soloistCurie, times } from './document.ts'
import { urls } from './urls.ts'

/** What a version declares, or that it has declared nothing. */
export function resourcesDocument(
  base: string,
  { application, number }: { application: string; number: string },
  resources: readonly Resource[] | undefined
) {
  return {
    declared: resources !== undefined,
    resources: [...(resources ?? [])],
    _links: {
      self: link(base, urls.resources(application, number), { title: 'Stores that the version uses' }),
      'pb:version': link(base, urls.version(application, number), { title: 'Version', name: number })
    }
  }
}

export function environmentResourcesDocument(base: string, { environment, conflicts, declarations }: EnvironmentResources) {
  const { uuid, name } = environment
  const undeclared = declarations.filter(({ resources }) => resources === undefined).map(({ application }) => application)
  return {
    conflicts: conflicts.map(({ path, owners, sides, exception }) => ({
      path,
      owners,
      applications: sides.map(side => sideDocument(base, side)),
      ...(exception === undefined ? {} : { exception: exceptionMember(base, exception) })
    })),
    applications: [...byApplication(declarations)].map(([application, versions]) => ({
      ...present({ name: application, owner: versions[0]?.team ?? null }),
      versions: versions.map(({ version, resources }) => ({
        number: version,
        declared: resources !== undefined,
        resources: resources ?? [],
        _links: { self: link(base, urls.resources(application, version), { title: 'Stores that the version uses' }) }
      })),
      _links: { self: link(base, urls.application(application), { title: 'Application', name: application }) }
    })),
    undeclared: [...new Set(undeclared)],
    _links: {
      self: link(base, urls.environmentResources(uuid), { title: 'Stores that are used here' }),
      'pb:environment': link(base, urls.environment(uuid), { title: 'Environment', name }),
      'soloist:sharing-exceptions': link(base, urls.sharingExceptions, { title: 'Who may share a store for a time' }),
      curies: [soloistCurie(base, 'resources')]
    }
  }
}

const sideDocument = (base: string, { application, path, access, irreversible, versions }: Use) => ({
  name: application,
  path,
  access,
  irreversible,
  versions,
  _links: { self: link(base, urls.application(application), { title: 'Application', name: application }) }
})

const exceptionMember = (base: string, { uuid, until, reason }: KeptException) => ({
  uuid,
  until: day(until),
  reason,
  _links: { self: link(base, urls.sharingException(uuid), { title: 'Exception' }) }
})

function byApplication(declarations: readonly LiveDeclaration[]): Map<string, LiveDeclaration[]> {
  const applications = new Map<string, LiveDeclaration[]>()
  for (const each of declarations) applications.set(each.application, [...(applications.get(each.application) ?? []), each])
  return applications
}

export function sharingExceptionDocument(base: string, exception: KeptException, now: number) {
  const { uuid, path, applications, environment, until, reason } = exception
  return {
    ...present({ uuid, path, applications: [...applications], environment, until: day(until), reason }),
    counts: now <= until,
    ...times(exception),
    _links: {
      self: link(base, urls.sharingException(uuid), { title: 'Exception' }),
      'soloist:sharing-exceptions': link(base, urls.sharingExceptions, { title: 'Who may share a store for a time' }),
      curies: [soloistCurie(base, 'resources')]
    }
  }
}

export function sharingExceptionsDocument(base: string, exceptions: readonly KeptException[], now: number) {
  return {
    _embedded: { sharingExceptions: exceptions.map(exception => sharingExceptionDocument(base, exception, now)) },
    _links: { self: link(base, urls.sharingExceptions, { title: 'Who may share a store for a time' }) }
  }
}
