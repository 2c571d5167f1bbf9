import {
  application,
  applicationDocument,
  asked,
  B,
  canIDeploy,
  contents,
  deployed,
  failed,
  matrix,
  pact,
  pactLink,
  price,
  production,
  released,
  result,
  row,
  self,
  stay,
  stock,
  time,
  versionDocument
} from './forms.ts'

/** Documents by path and query; a function counts how often it was asked. */
export type Documents = Record<
  string,
  string | object | ((times: number) => { status: number; headers?: Record<string, string>; body: string | object })
>

export const documents: Documents = {
  '/': {
    _links: {
      ...self(B, { title: 'Index' }),
      'pb:pacticipants': { href: `${B}/pacticipants`, title: 'Pacticipants', templated: false },
      'pb:environments': { href: `${B}/environments`, templated: false },
      'pb:integrations': { href: `${B}/integrations`, templated: false },
      'pb:webhooks': { href: `${B}/webhooks`, templated: false },
      'pb:metrics': { href: `${B}/metrics` },
      'pb:can-i-deploy-pacticipant-version-to-environment': {
        href: `${B}/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}`,
        templated: true
      }
    }
  },
  '/metrics': { pactRevisionsPerConsumerVersion: { distribution: { 1: 2, 3: 1 } } },
  // The link to the next page has another host, and has lost the size; the broker is busy at first.
  '/pacticipants?page=1&size=100': times =>
    times === 1
      ? { status: 429, headers: { 'Retry-After': '0' }, body: '' }
      : {
          status: 200,
          body: {
            pacticipants: [],
            _embedded: { pacticipants: [applicationDocument('api', { displayName: 'The API', updatedAt: time(9) })] },
            page: { number: 1, size: 1, totalElements: 2, totalPages: 2 },
            _links: { ...self(`${B}/pacticipants`), next: { href: `${asked}/broker/pacticipants?page=2`, title: 'Next page' } }
          }
        },
  '/pacticipants?page=2&size=100': {
    _embedded: {
      pacticipants: [
        applicationDocument('web', {
          displayName: 'Web',
          mainBranch: 'main',
          repositoryUrl: 'https://git.example/web',
          _embedded: { labels: [{ name: 'team-a', _links: self(`${application('web')}/labels/team-a`) }] }
        })
      ]
    },
    page: { number: 2, size: 1, totalElements: 2, totalPages: 2 },
    _links: self(`${B}/pacticipants`)
  },
  '/pacticipants/api/versions?page=1&size=100': {
    _embedded: {
      versions: [
        versionDocument('api', '11', 12, {
          branches: [['main', false]],
          links: { 'pb:deployed-environments': [deployed('d-3', true)] }
        }),
        // Added to the branch after 11, so it is the head.
        versionDocument('api', '10', 11, {
          branches: [['main', true]],
          tags: ['prod'],
          rest: { buildUrl: 'https://ci.example/10' },
          links: { 'pb:deployed-environments': [deployed('d-1', false), deployed('d-2', true)] }
        })
      ]
    },
    _links: self(`${asked}/pacticipants/api/versions`)
  },
  '/pacticipants/web/versions?page=1&size=100': {
    _embedded: {
      versions: [
        versionDocument('web', '3', 5, { links: pactLink('3') }),
        versionDocument('web', '2', 2, { branches: [['main', true]], links: { ...pactLink('2'), ...released } })
      ]
    },
    // It forgets to say where the next page is.
    page: { number: 1, size: 2, totalElements: 3, totalPages: 2 },
    _links: self(`${asked}/pacticipants/web/versions?page=1&size=100`)
  },
  // The first of this page was the last of the one before: a version came meanwhile.
  '/pacticipants/web/versions?page=2&size=100': {
    _embedded: {
      versions: [
        versionDocument('web', '2', 2, { branches: [['main', true]], links: { ...pactLink('2'), ...released } }),
        versionDocument('web', '1', 1, { branches: [['main', false]], links: pactLink('1') })
      ]
    },
    page: { number: 2, size: 2, totalElements: 4, totalPages: 2 },
    _links: {}
  },
  '/pacticipants/api/branches?page=1&size=100': {
    _embedded: {
      branches: [{ name: 'main', createdAt: time(12), updatedAt: time(20), _links: self(`${application('api')}/branches/main`) }]
    },
    page: { number: 1, size: 100, totalElements: 1, totalPages: 1 },
    _links: self(`${B}/pacticipants/api/branches`)
  },
  '/pacticipants/web/branches?page=1&size=100': {
    _embedded: { branches: [{ name: 'main', createdAt: time(1), _links: self(`${application('web')}/branches/main`) }] },
    _links: self(`${B}/pacticipants/web/branches`)
  },
  '/pacticipants/api/branches/main/versions/11': { createdAt: time(12), _links: {} },
  '/pacticipants/api/branches/main/versions/10': { createdAt: time(20), _links: {} },
  '/pacticipants/web/branches/main/versions/1': { createdAt: time(1), _links: {} },
  '/pacticipants/web/branches/main/versions/2': { createdAt: time(2), _links: {} },
  '/pacticipants/api/versions/10/tags/prod': { name: 'prod', createdAt: time(21), _links: {} },
  '/pacts/provider/api/consumer/web/version/1': pact(price, contents.price, '1', 1),
  '/pacts/provider/api/consumer/web/version/2': pact(stock, contents.stock, '2', 4),
  '/pacts/provider/api/consumer/web/version/3': pact(stock, contents.merged, '3', 5),
  [`/pacts/provider/api/consumer/web/pact-version/${contents.price}`]: pact(price, contents.price, '1', 1),
  '/matrix?web&1&api': { summary: {}, notices: [], matrix: matrix[1] },
  '/matrix?web&2&api': { summary: {}, notices: [], matrix: matrix[2] },
  '/matrix?web&3&api': { summary: {}, notices: [], matrix: matrix[3] },
  [`/pacts/provider/api/consumer/web/pact-version/${contents.price}/metadata/Y3ZuPTE/verification-results/41`]: result(
    contents.price,
    41,
    '10',
    13,
    { success: false }
  ),
  [`/pacts/provider/api/consumer/web/pact-version/${contents.price}/metadata/Y3ZuPTE/verification-results/43`]: times =>
    times < 2
      ? { status: 502, body: '<html>bad gateway</html>' }
      : {
          status: 200,
          body: result(contents.price, 43, '10', 14, {
            buildUrl: 'https://ci.example/43',
            testResults: [{ interactionId: price.id, success: true, seconds: 1.0 }]
          })
        },
  // This one the source never gives.
  [`/pacts/provider/api/consumer/web/pact-version/${contents.stock}/metadata/Y3ZuPTE/verification-results/44`]: () => ({
    status: 500,
    body: { error: { message: 'An error has occurred', reference: 'abcdefghij' } }
  }),
  '/webhooks': {
    _links: {
      ...self(`${B}/webhooks`),
      'pb:webhooks': [
        { title: 'A webhook for the pact between web and api', name: 'Build api', href: `${B}/webhooks/0123456789012345678901` },
        { title: 'A webhook for all pacts', name: 'POST chat.example', href: `${B}/webhooks/abcdefghijklmnopqrstuv` }
      ]
    }
  },
  '/webhooks/0123456789012345678901': {
    uuid: '0123456789012345678901',
    description: 'Build api',
    consumer: { name: 'web' },
    provider: { name: 'api' },
    enabled: true,
    request: {
      method: 'POST',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: webhook templates look like this
      url: 'https://ci.example/build?pact=${pactbroker.pactUrl}',
      headers: { 'Content-Type': 'application/json', Authorization: '**********' },
      body: { branch: 'main' },
      username: 'ci',
      password: '**********'
    },
    events: [{ name: 'contract_requiring_verification_published' }],
    createdAt: time(6),
    _links: self(`${B}/webhooks/0123456789012345678901`)
  },
  '/webhooks/abcdefghijklmnopqrstuv': {
    uuid: 'abcdefghijklmnopqrstuv',
    provider: { label: 'team-a' },
    enabled: true,
    request: { method: 'POST', url: 'https://chat.example/hook', body: 'new pact' },
    events: [{ name: 'contract_published' }],
    createdAt: time(7),
    _links: self(`${B}/webhooks/abcdefghijklmnopqrstuv`)
  },
  '/environments': { _embedded: { environments: [production] }, _links: self(`${asked}/environments`) },
  '/deployed-versions/d-1': stay('d-1', 'api', '10', 30, {
    currentlyDeployed: false,
    undeployedAt: time(31),
    updatedAt: time(31)
  }),
  '/deployed-versions/d-2': stay('d-2', 'api', '10', 33, { currentlyDeployed: true, target: 'blue' }),
  '/deployed-versions/d-3': stay('d-3', 'api', '11', 31, { currentlyDeployed: true }),
  [`/environments/${production.uuid}/deployed-versions/currently-deployed`]: {
    _embedded: { deployedVersions: [stay('d-2', 'api', '10', 33, {}), stay('d-3', 'api', '11', 31, {})] },
    _links: {}
  },
  [`/environments/${production.uuid}/released-versions/currently-supported`]: {
    _embedded: { releasedVersions: [stay('r-1', 'web', '2', 35, { currentlySupported: true })] },
    _links: {}
  },
  '/released-versions/r-1': stay('r-1', 'web', '2', 35, { currentlySupported: true }),
  '/can-i-deploy?pacticipant=api&version=10&environment=production': canIDeploy(null, [row('2', 4)]),
  '/can-i-deploy?pacticipant=api&version=11&environment=production': canIDeploy(false, [failed]),
  // The source leaves out that nothing is known of version 10, which is live, too.
  '/can-i-deploy?pacticipant=web&version=2&environment=production': canIDeploy(false, [failed]),
  '/integrations?page=1&size=100': {
    _embedded: {
      integrations: [{ consumer: { name: 'web' }, provider: { name: 'api' }, _links: { 'pb:matrix': { href: '/matrix' } } }]
    },
    _links: self(`${asked}/integrations`)
  }
}
