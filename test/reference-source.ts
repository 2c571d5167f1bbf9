import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/**
 * A source that answers as the reference says a Pact Broker does, from documents written out here: it calls itself by a host
 * and a path that nobody outside can reach, its lists lose parameters, name other hosts, and forget their next page.
 */
const B = 'http://internal.example:9292/broker'
/** What lists are called by: the request's own host, whatever the base URL. */
const asked = 'http://asked.example'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
const time = (minute: number) => `2025-03-01T10:${String(minute).padStart(2, '0')}:00+00:00`
const self = (href: string, rest = {}) => ({ self: { href, ...rest } })
const application = (name: string) => `${B}/pacticipants/${name}`
const version = (name: string, number: string) => `${application(name)}/versions/${number}`
const pair = `${B}/pacts/provider/api/consumer/web`

/** An interaction as its author wrote it; `id` is what the broker made of it. */
const interaction = (path: string, body: string) => {
  const canonical = `{"description":"get ${path}","request":{"method":"GET","path":"${path}"},"response":{"body":${body},"status":200}}`
  const written = `"description":"get ${path}","request":{"method":"GET","path":"${path}"},"response":{"status":200,"body":${body}}`
  return { canonical, written, id: sha1(canonical) }
}
const price = interaction('/price', '{"amount":1.0,"big":12345678901234567890}')
const stock = interaction('/stock', '{"200":true,"10":false}')
// Keys of the canonical text are sorted: "10" before "200".
stock.canonical = stock.canonical.replace('{"200":true,"10":false}', '{"10":false,"200":true}')
stock.id = sha1(stock.canonical)

export const contents = {
  price: sha1(`{"interactions":[${price.canonical}],"pact_specification_version":"3.0.0"}`),
  stock: sha1(`{"interactions":[${stock.canonical}],"pact_specification_version":"3.0.0"}`),
  /** Merged: kept under the hash of something else. */
  merged: sha1('a fragment')
}

const contentText = (which: typeof price) =>
  `{"consumer":{"name":"web"},"provider":{"name":"api"},"interactions":[{"_id":"${which.id}",${which.written}}],"metadata":{"pactSpecification":{"version":"3.0.0"}}`

const pact = (which: typeof price, sha: string, number: string, minute: number) =>
  `${contentText(which)},"createdAt":"${time(minute)}","_links":${JSON.stringify({
    ...self(`${pair}/version/${number}`, { title: 'Pact', name: `Pact between web (${number}) and api` }),
    'pb:consumer': { href: application('web'), title: 'Consumer', name: 'web' },
    'pb:provider': { href: application('api'), title: 'Provider', name: 'api' },
    'pb:pact-version': { href: `${pair}/pact-version/${sha}`, title: 'Pact content version permalink', name: sha },
    'pb:latest-pact-version': { href: `${pair}/latest` },
    'pb:publish-verification-results': { href: `${pair}/pact-version/${sha}/verification-results` },
    curies: [{ name: 'pb', href: `${B}/doc/{rel}?context=pact`, templated: true }]
  })}}`

const applicationDocument = (name: string, rest: object) => ({
  name,
  createdAt: time(0),
  ...rest,
  _links: {
    ...self(application(name)),
    'pb:versions': { href: `${application(name)}/versions` },
    versions: { href: `${application(name)}/versions`, title: 'Deprecated' },
    'pb:branches': { href: `${application(name)}/branches` },
    'pb:version': { href: `${application(name)}/versions/{version}`, templated: true }
  }
})

interface VersionParts {
  branches?: Array<[name: string, isHead: boolean]>
  tags?: string[]
  rest?: object
  links?: object
}

function versionDocument(name: string, number: string, minute: number, { branches = [], tags = [], rest, links }: VersionParts) {
  const memberships = branches.map(([branch, latest]) => ({
    name: branch,
    latest,
    _links: self(`${application(name)}/branches/${encodeURIComponent(branch)}/versions/${number}`, { name: branch })
  }))
  return {
    number,
    createdAt: time(minute),
    ...rest,
    _embedded: {
      branches: memberships,
      branchVersions: memberships,
      tags: tags.map(tag => ({ name: tag, _links: self(`${version(name, number)}/tags/${tag}`, { name: tag }) }))
    },
    _links: { ...self(version(name, number), { title: 'Version', name: number }), 'pb:pact-versions': [], ...links }
  }
}

const pactLink = (number: string) => ({
  'pb:pact-versions': [{ title: 'Pact', name: 'Pact', href: `${pair}/version/${number}` }]
})
const deployed = (uuid: string, current: boolean) => ({
  title: 'Version deployed to Production',
  name: 'Production',
  href: `${B}/deployed-versions/${uuid}`,
  currently_deployed: current
})

const released = {
  'pb:released-environments': [
    { title: 'Version released to Production', name: 'Production', href: `${B}/released-versions/r-1`, currently_supported: true }
  ]
}

const production = {
  uuid: 'aaaaaaaa-0000-4000-8000-000000000001',
  name: 'production',
  displayName: 'Production',
  production: true,
  contacts: [{ name: 'ops', details: { emailAddress: 'ops@example.org' } }],
  createdAt: time(0),
  _links: {
    ...self(`${B}/environments/aaaaaaaa-0000-4000-8000-000000000001`),
    'pb:currently-deployed-deployed-versions': {
      href: `${B}/environments/aaaaaaaa-0000-4000-8000-000000000001/deployed-versions/currently-deployed`
    },
    'pb:currently-supported-released-versions': {
      href: `${B}/environments/aaaaaaaa-0000-4000-8000-000000000001/released-versions/currently-supported`
    }
  }
}

const stay = (uuid: string, name: string, number: string, minute: number, rest: object) => ({
  uuid,
  createdAt: time(minute),
  ...rest,
  _embedded: {
    pacticipant: { name, _links: self(application(name)) },
    version: { number, _links: self(version(name, number)) },
    environment: production
  },
  _links: self(`${B}/deployed-versions/${uuid}`)
})

const row = (number: string, minute: number, result?: { sha: string; n: number; provider: string; success: boolean }) => ({
  consumer: { name: 'web', version: { number, branch: 'main', branches: [], tags: [], _links: self(version('web', number)) } },
  provider: { name: 'api', version: result === undefined ? null : { number: result.provider } },
  pact: { createdAt: time(minute), _links: self(`${pair}/version/${number}`) },
  verificationResult:
    result === undefined
      ? null
      : {
          success: result.success,
          verifiedAt: time(50),
          _links: self(`${pair}/pact-version/${result.sha}/metadata/Y3ZuPTE/verification-results/${result.n}`)
        }
})

const result = (sha: string, n: number, providerVersion: string, minute: number, rest: object) =>
  JSON.stringify({
    providerName: 'api',
    providerApplicationVersion: providerVersion,
    success: true,
    verificationDate: time(minute),
    verifiedBy: { implementation: 'Ruby', version: '1.2', client_implementation: 'pact-jvm', client_version: '4' },
    ...rest,
    _links: self(`${pair}/pact-version/${sha}/verification-results/${n}`)
  })

const price10 = { sha: contents.price, provider: '10', success: true }
const matrix: Record<string, unknown[]> = {
  // Two results of one provider version, of which the second counts.
  1: [row('1', 1, { ...price10, n: 41, success: false }), row('1', 1, { ...price10, n: 43 })],
  // Version 2 was overwritten twice: once with a result, once without.
  2: [
    row('2', 4, { sha: contents.stock, n: 44, provider: '11', success: false }),
    row('2', 3),
    row('2', 2, { ...price10, n: 41, success: false }),
    row('2', 2, { ...price10, n: 43 })
  ],
  3: [row('3', 5)]
}

const canIDeploy = (deployable: boolean | null, matrix: unknown[]) => ({
  summary: { deployable, reason: '', success: 0, failed: Number(deployable === false), unknown: Number(deployable === null) },
  notices: [],
  matrix
})
/** Of a result that the source lists and never gives. */
const failed = row('2', 4, { sha: contents.stock, n: 44, provider: '11', success: false })

/** Documents by path and query; a function counts how often it was asked. */
type Documents = Record<
  string,
  string | object | ((times: number) => { status: number; headers?: Record<string, string>; body: string | object })
>

const documents: Documents = {
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

export interface ReferenceSource {
  from: string
  asked: string[]
  /** What stands at a path instead. */
  instead: Documents
}

/** Listens until the test is over. */
export async function referenceSource(t: Test, instead: Documents = {}, authorization?: string): Promise<ReferenceSource> {
  const times = new Map<string, number>()
  const asked: string[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const key = keyOf(request.url ?? '/')
    asked.push(key)
    times.set(key, (times.get(key) ?? 0) + 1)
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="Restricted area"' }).end()
      return
    }
    const found = instead[key] ?? documents[key]
    const answer =
      typeof found === 'function'
        ? found(times.get(key) as number)
        : {
            status: found === undefined ? 404 : 200,
            body: found ?? { error: 'The requested document was not found on this server.' }
          }
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    const headers = 'headers' in answer ? answer.headers : {}
    response.writeHead(answer.status, { 'content-type': 'application/hal+json;charset=utf-8', ...headers }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return { from: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, instead }
}

/** The matrix is asked in many words; here by its names. */
function keyOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://source.test')
  if (pathname !== '/matrix') return url
  const [consumer, provider] = searchParams.getAll('q[][pacticipant]')
  return `/matrix?${consumer}&${searchParams.get('q[][version]')}&${provider}`
}
