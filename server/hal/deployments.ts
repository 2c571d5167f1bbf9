import type { Notice } from '../problem.ts'
import type { DeployedVersion } from '../storage/deployments.ts'
import type { Environment } from '../storage/environments.ts'
import type { ReleasedVersion } from '../storage/releases.ts'
import { day, instant, link, times } from './document.ts'
import { environmentDocument } from './environments.ts'
import { urls } from './urls.ts'

/** The document alone; who and where is embedded where the address asked does not say it. */
function deployedVersion(base: string, deployed: DeployedVersion) {
  const { uuid, instance, endedAt } = deployed
  return {
    uuid,
    currentlyDeployed: endedAt === null,
    ...(instance !== '' && { applicationInstance: instance, target: instance }),
    ...times(deployed),
    ...(endedAt !== null && { undeployedAt: instant(endedAt) }),
    _links: { self: link(base, urls.deployedVersion(uuid), { title: 'Deployed version' }) }
  }
}

function releasedVersion(base: string, released: ReleasedVersion) {
  const { uuid, supportedUntil, endedAt } = released
  return {
    uuid,
    currentlySupported: endedAt === null,
    ...(supportedUntil !== null && { supportedUntil: day(supportedUntil) }),
    ...times(released),
    ...(endedAt !== null && { supportEndedAt: instant(endedAt) }),
    _links: { self: link(base, urls.releasedVersion(uuid), { title: 'Released version' }) }
  }
}

/** Whom it is about, where the address asked does not say it. */
export function who(base: string, { application, version }: { application: string; version: string }) {
  return {
    pacticipant: {
      name: application,
      _links: { self: link(base, urls.application(application), { title: 'Pacticipant', name: application }) }
    },
    version: {
      number: version,
      _links: { self: link(base, urls.version(application, version), { title: 'Version', name: version }) }
    }
  }
}

/** With what was noticed when it was recorded. */
export const deployedVersionDocument = (
  base: string,
  deployed: DeployedVersion,
  environment: Environment,
  notices: readonly Notice[] = []
) => ({
  ...deployedVersion(base, deployed),
  ...(notices.length > 0 && { notices }),
  _embedded: { ...who(base, deployed), environment: environmentDocument(base, environment) }
})

export const releasedVersionDocument = (
  base: string,
  released: ReleasedVersion,
  environment: Environment,
  notices: readonly Notice[] = []
) => ({
  ...releasedVersion(base, released),
  ...(notices.length > 0 && { notices }),
  _embedded: { ...who(base, released), environment: environmentDocument(base, environment) }
})

/** What is deployed in an environment; `self` is the address asked, with its query. */
export const currentlyDeployedDocument = (base: string, self: string, deployed: DeployedVersion[]) => ({
  _embedded: { deployedVersions: deployed.map(each => ({ ...deployedVersion(base, each), _embedded: who(base, each) })) },
  _links: { self: { title: 'Currently deployed versions', href: self } }
})

export const currentlySupportedDocument = (base: string, self: string, released: ReleasedVersion[]) => ({
  _embedded: { releasedVersions: released.map(each => ({ ...releasedVersion(base, each), _embedded: who(base, each) })) },
  _links: { self: { title: 'Currently supported released versions', href: self } }
})

/** Every deployment of one version in one environment. */
export const deploymentsDocument = (base: string, self: string, deployed: DeployedVersion[]) => ({
  _embedded: { deployedVersions: deployed.map(each => deployedVersion(base, each)) },
  _links: { self: { title: 'Deployed versions', href: self } }
})

export const releasesDocument = (base: string, self: string, released: ReleasedVersion[]) => ({
  _embedded: { releasedVersions: released.map(each => releasedVersion(base, each)) },
  _links: { self: { title: 'Released versions', href: self } }
})
