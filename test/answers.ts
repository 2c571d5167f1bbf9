import { Ajv } from 'ajv'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { relationText } from '../server/web/relation-page.tsx'
import type { Route, RouteSchema } from './routes.ts'

const ajv = new Ajv({ strict: false, allErrors: true })
// Compiled once for all tests of the process: the schemas are the same objects in every app.
const compiled = new WeakMap<object, ReturnType<Ajv['compile']>>()

/** Fails the test that got an answer which is not as `/openapi.json` describes it, or which has a relation without a page. */
export function checkAnswers(t: Test, app: FastifyInstance, routes: readonly Route[]): void {
  const schemas = new Map<string, RouteSchema>()
  app.addHook('onReady', async () => {
    for (const { method, url, schema } of routes) schemas.set(`${method} ${url}`, schema())
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const schema = schemas.get(`${request.method} ${request.routeOptions.url}`)
    if (schema === undefined) return payload
    const text = Buffer.isBuffer(payload) ? payload.toString('utf8') : typeof payload === 'string' ? payload : ''
    const type = String(reply.getHeader('Content-Type') ?? '').split(';', 1)[0] as string
    for (const problem of problemsOf(schema.response ?? {}, reply.statusCode, type, text)) {
      t.fail(`${request.method} ${request.url}: ${problem}`)
    }
    return payload
  })
}

export function* problemsOf(responses: Record<string, object>, status: number, type: string, text: string): Generator<string> {
  const described = responses[status] ?? responses[`${String(status)[0]}xx`]
  if (described === undefined) {
    yield `the answer ${status} is not described: ${text.slice(0, 200)}`
    return
  }
  if (status === 204 || text === '') return
  const { content } = described as { content?: Record<string, { schema: object }> }
  const schema = content === undefined ? type === 'application/hal+json' && described : (content[type] ?? content['*/*'])?.schema
  if (!schema) yield `${type} is not among the forms of the answer ${status}`
  if (!schema || !/json$/.test(type)) return
  const document: unknown = JSON.parse(text)
  let validate = compiled.get(schema)
  if (validate === undefined) compiled.set(schema, (validate = ajv.compile(schema)))
  if (!validate(document)) yield `the answer ${status} is not as described: ${ajv.errorsText(validate.errors)}`
  for (const relation of relationsIn(document)) {
    if (relationText(relation) === undefined) yield `the relation ${relation} has no page: describe it in server/web/relations.ts`
  }
}

/** The relations with a prefix, without it, wherever they stand. */
function relationsIn(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return []
  const own = Object.keys((document as { _links?: object })._links ?? {}).filter(relation => relation.includes(':'))
  return [...own.map(relation => relation.slice(relation.indexOf(':') + 1)), ...Object.values(document).flatMap(relationsIn)]
}
