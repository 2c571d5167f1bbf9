import { link, soloistCurie, template } from './document.ts'
import { urls } from './urls.ts'

const curie = (base: string, name: string) => ({ name, href: `${base}/doc/{rel}?context=index`, templated: true })

/** `GET /`: every relation that clients look for. Reference 2.1. */
export function indexDocument(base: string) {
  const t = (path: string, title: string) => template(base, path, title)
  const l = (path: string, title: string) => link(base, path, { title })
  const pair = '/pacts/provider/{provider}/consumer/{consumer}'
  const application = '/pacticipants/{pacticipant}'
  return {
    _links: {
      self: l('', 'Index'),
      'pb:publish-pact': t(`${pair}/version/{consumerApplicationVersion}`, 'Publish a pact'),
      'pb:publish-contracts': l(urls.publishContracts, 'Publish contracts'),
      'pb:latest-pact-versions': l(urls.latestPacts, 'Latest pact of each pair'),
      'pb:tagged-pact-versions': t(`${pair}/tag/{tag}`, 'Pacts of a pair whose consumer version has the tag'),
      'pb:branch-pact-versions': t(`${pair}/branch/{branch}`, 'Pacts of a pair from the branch'),
      'pb:latest-branch-pact-versions': t(`${pair}/branch/{branch}/latest/versions`, 'Latest pact of a pair from the branch'),
      'pb:main-branch-pact-versions': t(`${pair}/branch/versions`, 'Pacts of a pair from the main branch'),
      'pb:latest-main-branch-pact-versions': t(`${pair}/branch/latest/versions`, 'Latest pact of a pair from the main branch'),
      'pb:provider-pacts-with-main-branch': t('/pacts/provider/{provider}/branch', 'Pacts of a provider from main branches'),
      'pb:provider-pacts-with-branch': t('/pacts/provider/{provider}/branch/{branch}', 'Pacts of a provider from the branch'),
      'pb:latest-provider-pacts-with-main-branch': t(
        '/pacts/provider/{provider}/branch/latest',
        'Latest pacts of a provider from main branches'
      ),
      'pb:latest-provider-pacts-with-branch': t(
        '/pacts/provider/{provider}/branch/{branch}/latest',
        'Latest pacts of a provider from the branch'
      ),
      'pb:pacticipants': l(urls.applications, 'Applications'),
      'pb:pacticipant': t(application, 'An application'),
      'pb:latest-provider-pacts': t('/pacts/provider/{provider}/latest', 'Latest pacts of a provider'),
      'pb:latest-provider-pacts-with-tag': t(
        '/pacts/provider/{provider}/latest/{tag}',
        'Latest pacts of a provider with the tag'
      ),
      'pb:provider-pacts-with-tag': t('/pacts/provider/{provider}/tag/{tag}', 'Pacts of a provider with the tag'),
      'pb:provider-pacts': t('/pacts/provider/{provider}', 'Pacts of a provider'),
      'pb:latest-version': t(`${application}/latest-version`, 'Latest version'),
      'pb:latest-tagged-version': t(`${application}/latest-version/{tag}`, 'Latest version with the tag'),
      'pb:integrations': l(urls.integrations, 'Integrations'),
      'pb:pacticipant-version-tag': t(`${application}/versions/{version}/tags/{tag}`, 'A tag of a version'),
      'pb:pacticipant-branch': t(`${application}/branches/{branch}`, 'A branch'),
      'pb:pacticipant-branch-version': t(`${application}/branches/{branch}/versions/{version}`, 'A version on a branch'),
      'pb:pacticipant-version': t(`${application}/versions/{version}`, 'A version'),
      'pb:metrics': l(urls.metrics, 'Metrics'),
      'pb:can-i-deploy-pacticipant-version-to-tag': t(
        '/can-i-deploy?pacticipant={pacticipant}&version={version}&to={tag}',
        'Can the version be deployed to where the tag is?'
      ),
      'pb:can-i-deploy-pacticipant-version-to-environment': t(
        '/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}',
        'Can the version be deployed to the environment?'
      ),
      'pb:provider-pacts-for-verification': t(
        '/pacts/provider/{provider}/for-verification',
        'Pacts to be verified by a provider'
      ),
      'beta:provider-pacts-for-verification': {
        ...t('/pacts/provider/{provider}/for-verification', 'Pacts to be verified by a provider'),
        name: 'beta'
      },
      'pf:publish-provider-contract': t('/provider-contracts/provider/{provider}/publish', 'Publish what a provider offers'),
      'pb:environments': l(urls.environments, 'Environments'),
      'pb:environment': t('/environments/{uuid}', 'An environment'),
      'pb:webhooks': l(urls.webhooks, 'Webhooks'),
      'pb:webhook': t('/webhooks/{uuid}', 'A webhook'),
      'pb:policies': l(urls.policies, 'Policies'),
      'soloist:windows': l(urls.allWindows, 'How long elements of providers are promised'),
      'soloist:overrides': l(urls.overrides, 'What somebody answers for though it is not proved'),
      'soloist:sharing-exceptions': l(urls.sharingExceptions, 'Who may share a store for a time'),
      curies: [curie(base, 'pb'), curie(base, 'beta'), curie(base, 'pf'), soloistCurie(base, 'index')]
    }
  }
}
