import { createHash } from 'node:crypto'

/**
 * A source that answers as the reference says a Pact Broker does, from documents written out here: it calls itself by a host
 * and a path that nobody outside can reach, its lists lose parameters, name other hosts, and forget their next page.
 */
export const B = 'http://internal.example:9292/broker'
/** What lists are called by: the request's own host, whatever the base URL. */
export const asked = 'http://asked.example'

export const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
export const time = (minute: number) => `2025-03-01T10:${String(minute).padStart(2, '0')}:00+00:00`
export const self = (href: string, rest = {}) => ({ self: { href, ...rest } })
export const application = (name: string) => `${B}/pacticipants/${name}`
export const version = (name: string, number: string) => `${application(name)}/versions/${number}`
export const pair = `${B}/pacts/provider/api/consumer/web`

/** An interaction as its author wrote it; `id` is what the broker made of it. */
export const interaction = (path: string, body: string) => {
  const canonical = `{"description":"get ${path}","request":{"method":"GET","path":"${path}"},"response":{"body":${body},"status":200}}`
  const written = `"description":"get ${path}","request":{"method":"GET","path":"${path}"},"response":{"status":200,"body":${body}}`
  return { canonical, written, id: sha1(canonical) }
}
export const price = interaction('/price', '{"amount":1.0,"big":12345678901234567890}')
export const stock = interaction('/stock', '{"200":true,"10":false}')
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

export const pact = (which: typeof price, sha: string, number: string, minute: number) =>
  `${contentText(which)},"createdAt":"${time(minute)}","_links":${JSON.stringify({
    ...self(`${pair}/version/${number}`, { title: 'Pact', name: `Pact between web (${number}) and api` }),
    'pb:consumer': { href: application('web'), title: 'Consumer', name: 'web' },
    'pb:provider': { href: application('api'), title: 'Provider', name: 'api' },
    'pb:pact-version': { href: `${pair}/pact-version/${sha}`, title: 'Pact content version permalink', name: sha },
    'pb:latest-pact-version': { href: `${pair}/latest` },
    'pb:publish-verification-results': { href: `${pair}/pact-version/${sha}/verification-results` },
    curies: [{ name: 'pb', href: `${B}/doc/{rel}?context=pact`, templated: true }]
  })}}`

export const applicationDocument = (name: string, rest: object) => ({
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

export function versionDocument(
  name: string,
  number: string,
  minute: number,
  { branches = [], tags = [], rest, links }: VersionParts
) {
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

export const pactLink = (number: string) => ({
  'pb:pact-versions': [{ title: 'Pact', name: 'Pact', href: `${pair}/version/${number}` }]
})
export const deployed = (uuid: string, current: boolean) => ({
  title: 'Version deployed to Production',
  name: 'Production',
  href: `${B}/deployed-versions/${uuid}`,
  currently_deployed: current
})

export const released = {
  'pb:released-environments': [
    { title: 'Version released to Production', name: 'Production', href: `${B}/released-versions/r-1`, currently_supported: true }
  ]
}

export const production = {
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

export const stay = (uuid: string, name: string, number: string, minute: number, rest: object) => ({
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

export const row = (number: string, minute: number, result?: { sha: string; n: number; provider: string; success: boolean }) => ({
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

export const result = (sha: string, n: number, providerVersion: string, minute: number, rest: object) =>
  JSON.stringify({
    providerName: 'api',
    providerApplicationVersion: providerVersion,
    success: true,
    verificationDate: time(minute),
    verifiedBy: { implementation: 'Ruby', version: '1.2', client_implementation: 'pact-jvm', client_version: '4' },
    ...rest,
    _links: self(`${pair}/pact-version/${sha}/verification-results/${n}`)
  })

export const price10 = { sha: contents.price, provider: '10', success: true }
export const matrix: Record<string, unknown[]> = {
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

export const canIDeploy = (deployable: boolean | null, matrix: unknown[]) => ({
  summary: { deployable, reason: '', success: 0, failed: Number(deployable === false), unknown: Number(deployable === null) },
  notices: [],
  matrix
})
/** Of a result that the source lists and never gives. */
export const failed = row('2', 4, { sha: contents.stock, n: 44, provider: '11', success: false })
