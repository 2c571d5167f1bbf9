import { compareVersions } from '../../server/domain/comparison/changes/compare-versions.ts'
import { compareContract, type Offered, prepareProvider } from '../../server/domain/comparison/compare-contract.ts'
import type { Finding } from '../../server/domain/comparison/findings.ts'
import type { Json } from '../../server/domain/comparison/json.ts'
import { readPact } from '../../server/domain/comparison/pacts/read-pact.ts'
import { readOffered } from '../../server/domain/comparison/read-offered.ts'

const limits = { stepsEach: 300_000 }

const offered = (document: unknown): Offered =>
  readOffered(document === undefined ? [] : [{ name: 'document', content: document as Json }])

/** Today's contract against today's document. */
export const compared = (contract: unknown, document: unknown): Finding[] =>
  compareContract(readPact(contract as Json), prepareProvider(offered(document), limits), limits)

/** What the next document brings to the only consumer there is. */
export const changed = (contract: unknown, document: unknown, next: unknown) =>
  compareVersions(
    [{ consumer: 'web', pact: readPact(contract as Json) }],
    prepareProvider(offered(document), limits),
    prepareProvider(offered(next), limits),
    limits
  )

/** `severity code place`, in an order that does not depend on the documents'. */
export const told = (findings: readonly Finding[]): string[] => findings.map(toldOne).sort()

export function toldOne({ severity, code, path, detail }: Finding): string {
  const place = path ?? (typeof detail?.name === 'string' ? detail.name : '')
  return `${severity} ${code} ${place}`.trim()
}

/** A contract with one HTTP interaction, format 3 by its rules. */
export const pact = (request: object, response: object) => ({
  consumer: { name: 'web' },
  provider: { name: 'api' },
  interactions: [
    { description: 'a request', request: { method: 'GET', path: '/users/1', ...request }, response: { status: 200, ...response } }
  ],
  metadata: { pactSpecification: { version: '3.0.0' } }
})

/** An API with one operation that answers with a JSON schema. */
export const api = (schema: unknown, operation: object = {}, components: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'api', version: '1' },
  paths: {
    '/users/{id}': {
      get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } }, ...operation }
    }
  },
  components
})

export const typed = { 'Content-Type': 'application/json' }
