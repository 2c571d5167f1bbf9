import type { Version } from '../domain/version.ts'
import type { PageOfList } from '../http/pages.ts'
import type { VersionDetails } from '../storage/version-details.ts'
import { curies, link, present, soloistCurie, template, times } from './document.ts'
import { urls } from './urls.ts'

/** Beside a single version: the address it was asked under, and the environments it may be recorded in. */
export interface Asked {
  self: string
  environments: Array<{ uuid: string; name: string }>
}

export function versionDocument(base: string, version: Version, details: VersionDetails, asked?: Asked) {
  const { application, number, buildUrl, artifactDigest, sourceFingerprint } = version
  const branches = details.branches.map(({ name, latest }) => ({
    name,
    latest: latest === 1,
    _links: { self: link(base, urls.branchVersion(application, name, number), { title: 'Branch version', name }) }
  }))
  const tags = details.tags.map(({ name }) => ({
    name,
    _links: { self: link(base, urls.tag(application, number, name), { title: 'Tag', name }) }
  }))
  return {
    ...present({ number, buildUrl, artifactDigest, sourceFingerprint }),
    ...times(version),
    _embedded: { branches, branchVersions: branches, tags },
    _links: {
      self: { title: 'Version', name: number, href: asked?.self ?? base + urls.version(application, number) },
      'pb:pacticipant': link(base, urls.application(application), { title: 'Pacticipant', name: application }),
      'pb:tag': template(base, `${urls.version(application, number)}/tags/{tag}`, 'Tag'),
      'pb:latest-verification-results-where-pacticipant-is-consumer': link(
        base,
        urls.consumerVerifications(application, number),
        { title: 'Latest results for the contracts of this version' }
      ),
      'pb:pact-versions': details.providers.map(({ name }) =>
        link(base, urls.pact(name, application, number), {
          title: 'Pact',
          name: `Pact between ${application} (${number}) and ${name}`
        })
      ),
      'pb:provider-contracts': details.providerContracts.map(({ name }) =>
        link(base, urls.providerContract(application, number, name), { title: 'Provider contract', name })
      ),
      ...(details.providerContracts.length > 0 && {
        'pb:comparisons': link(base, urls.versionComparisons(application, number), { title: 'Comparisons of what it offers' })
      }),
      ...stays(base, details),
      ...(asked !== undefined && recordLinks(base, version, asked.environments)),
      curies: asked === undefined ? curies(base, 'version') : [...curies(base, 'version'), soloistCurie(base, 'version')]
    }
  }
}

function stays(base: string, { deployments, releases }: VersionDetails) {
  return {
    'pb:deployed-environments': deployments.map(({ uuid, environment, instance, endedAt }) => ({
      ...link(base, urls.deployedVersion(uuid), { title: 'Version deployed to environment', name: environment }),
      currently_deployed: endedAt === null,
      ...(instance !== '' && { application_instance: instance })
    })),
    'pb:released-environments': releases.map(({ uuid, environment, endedAt }) => ({
      ...link(base, urls.releasedVersion(uuid), { title: 'Version released to environment', name: environment }),
      currently_supported: endedAt === null
    }))
  }
}

/** What may be said of it. */
function recordLinks(base: string, { application, number }: Version, environments: Asked['environments']) {
  return {
    'soloist:resources': link(base, urls.resources(application, number), { title: 'Stores that the version uses' }),
    'soloist:declared-policies': link(base, urls.declaredPolicies(application, number), {
      title: 'What its repository says about the verdict on it'
    }),
    'pb:record-deployment': environments.map(({ uuid, name }) =>
      link(base, urls.deployedVersions(application, number, uuid), { title: `Record deployment to ${name}`, name })
    ),
    'pb:record-release': environments.map(({ uuid, name }) =>
      link(base, urls.releasedVersions(application, number, uuid), { title: `Record release to ${name}`, name })
    ),
    'soloist:start-rollout': environments.map(({ uuid, name }) =>
      link(base, urls.rollouts(application, number, uuid), { title: `Start a rollout to ${name}`, name })
    ),
    'soloist:reserve': environments.map(({ uuid, name }) =>
      link(base, urls.reserve(application, number, uuid), { title: `Reserve a place in ${name}`, name })
    )
  }
}

/** `self` is the address asked, with its query. */
export function versionsDocument(
  base: string,
  application: string,
  listed: Array<{ version: Version; details: VersionDetails }>,
  { page, links }: PageOfList,
  self: string
) {
  const relation = listed.map(({ version: { number } }) =>
    link(base, urls.version(application, number), { title: 'Version', name: number })
  )
  const owner = link(base, urls.application(application), { title: 'Pacticipant', name: application })
  return {
    _embedded: { versions: listed.map(({ version, details }) => versionDocument(base, version, details)) },
    ...(page !== undefined && { page }),
    _links: {
      self: { title: 'All versions of the application', href: self },
      'pb:pacticipant': owner,
      pacticipant: owner,
      'pb:versions': relation,
      versions: relation,
      ...links
    }
  }
}
