import type { Environment } from '../storage/environments.ts'
import { link, soloistCurie, times } from './document.ts'
import { urls } from './urls.ts'

export function environmentDocument(base: string, environment: Environment) {
  const { uuid, name, displayName, production, contacts } = environment
  return {
    uuid,
    name,
    displayName,
    production: production === 1,
    ...(contacts !== null && { contacts: JSON.parse(contacts) as unknown }),
    ...times(environment),
    _links: {
      self: link(base, urls.environment(uuid), { title: 'Environment', name }),
      'pb:currently-deployed-deployed-versions': link(base, urls.currentlyDeployed(uuid), {
        title: `Versions deployed to ${displayName}`
      }),
      'pb:currently-supported-released-versions': link(base, urls.currentlySupported(uuid), {
        title: `Versions released and supported in ${displayName}`
      }),
      'pb:environments': link(base, urls.environments, { title: 'Environments' }),
      'soloist:check': link(base, urls.environmentCheck(uuid), {
        title: `Is everything that is live in ${displayName} proved together?`
      }),
      'soloist:rollouts': link(base, urls.currentRollouts(uuid), { title: `Rollouts in progress in ${displayName}` }),
      'soloist:missing': link(base, urls.missing(uuid), { title: `Verifications that are lacking in ${displayName}` }),
      'soloist:reservations': link(base, urls.reservations(uuid), { title: `Versions reserved for ${displayName}` }),
      'soloist:resources': link(base, urls.environmentResources(uuid), { title: `Stores that are used in ${displayName}` }),
      'soloist:verdicts': link(base, urls.environmentVerdicts(uuid), {
        title: `What was answered about versions on their way to ${displayName}`
      }),
      'soloist:autonomy': link(base, urls.autonomy(uuid), { title: `Can teams deploy to ${displayName} alone?` }),
      curies: [soloistCurie(base, 'environment')]
    }
  }
}

export function environmentsDocument(base: string, environments: Environment[]) {
  return {
    _embedded: { environments: environments.map(environment => environmentDocument(base, environment)) },
    _links: {
      self: link(base, urls.environments, { title: 'Environments' }),
      'pb:environments': environments.map(({ uuid, name }) => link(base, urls.environment(uuid), { title: 'Environment', name }))
    }
  }
}
