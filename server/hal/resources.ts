import type { EnvironmentResources } from '../actions/show-resources.ts'
import type { Declared, Resource } from '../domain/resources/resource.ts'
import type { Version } from '../domain/version.ts'
import type { Environment } from '../storage/environments.ts'
import type { StoredException } from '../storage/resources.ts'
import { day, link, present, soloistCurie, times } from './document.ts'
import { urls } from './urls.ts'

export function resourcesDocument(base: string, { application, number }: Version, resources: Resource[]) {
  return {
    resources,
    _links: {
      self: link(base, urls.versionResources(application, number), { title: 'Resources' }),
      'pb:version': link(base, urls.version(application, number), { title: 'Version', name: number })
    }
  }
}

const sideDocument = ({ application, version, path, access, irreversible }: Declared) => ({
  pacticipant: application,
  version,
  path,
  access,
  irreversible
})

export function environmentResourcesDocument(base: string, { uuid, name }: Environment, found: EnvironmentResources) {
  return {
    conflicts: found.conflicts.map(({ path, one, other, exception }) => ({
      path,
      between: [sideDocument(one), sideDocument(other)],
      ...(exception !== undefined && { exception: { reason: exception.reason, until: day(exception.until) } })
    })),
    resources: found.declared.map(sideDocument),
    undeclared: found.undeclared,
    _links: {
      self: link(base, urls.environmentResources(uuid), { title: 'Resources' }),
      'pb:environment': link(base, urls.environment(uuid), { title: 'Environment', name }),
      'soloist:sharing-exceptions': link(base, urls.sharingExceptions, { title: 'Where sharing was agreed to' }),
      curies: [soloistCurie(base, 'resources')]
    }
  }
}

export function sharingExceptionDocument(base: string, exception: StoredException) {
  const { uuid, path, environment, until, reason } = exception
  return {
    ...present({ uuid, path, environment, until: day(until), reason }),
    ...times(exception),
    _links: { self: link(base, urls.sharingException(uuid), { title: 'Sharing exception' }) }
  }
}

export const sharingExceptionsDocument = (base: string, exceptions: StoredException[]) => ({
  _embedded: { sharingExceptions: exceptions.map(exception => sharingExceptionDocument(base, exception)) },
  _links: { self: link(base, urls.sharingExceptions, { title: 'Sharing exceptions' }) }
})
