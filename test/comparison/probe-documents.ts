import { pact, typed } from './compared.ts'

/** What other comparators get wrong, each answered as it should be. */
export type Row = [says: string, contract: unknown, document: unknown, expected: string[]]

export const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })
export const answers = (body: unknown, rules?: object) =>
  pact({}, { headers: typed, body, ...(rules && { matchingRules: { body: rules } }) })
export const sends = (body: unknown) => pact({ method: 'POST', path: '/users', headers: typed, body }, { status: 201 })
export const takes = (schema: unknown, components: object = {}, openapi = '3.0.3') => ({
  openapi,
  paths: { '/users': { post: { requestBody: json(schema), responses: { 201: { description: 'created' } } } } },
  components
})
export const asks = (request: object) => pact({ path: '/users/1', ...request }, { status: 200 })
export const operation = (more: object) => ({
  openapi: '3.0.3',
  paths: { '/users/{id}': { get: { responses: { 200: { description: 'ok' } }, ...more } } }
})
export const text = { type: 'string' }
export const types = { $: { matchers: [{ match: 'type' }] } }
