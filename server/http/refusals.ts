import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FieldErrors, invalid, type Place, Problem } from '../problem.ts'
import { problemPage } from '../web/problem-page.tsx'
import { baseUrlOf } from './base-url.ts'
import { usedMethods } from './methods.ts'
import { isForPeople, isNavigation, sendPage } from './pages-for-people.ts'
import { problemDocument, titleOf } from './problem-document.ts'

/** By which an answer and the log's account of what went wrong are brought together. */
export const newReference = () => randomBytes(8).toString('base64url').slice(0, 10)

/** Turns every refusal into the form the client asked for. Reference 1.1.5. */
export function answerRefusals(app: FastifyInstance, baseUrl: readonly string[]): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error as FastifyError)
    if (problem !== undefined) return send(problem, request, reply, baseUrlOf(request, baseUrl))
    const reference = newReference()
    request.log.error({ err: error, reference }, 'unexpected error')
    const message = `Something went wrong here; the log has the details under ${reference}.`
    if (wantsProblemJson(request)) {
      return reply
        .code(500)
        .type('application/problem+json;charset=utf-8')
        .send({
          title: 'Server error',
          type: `${baseUrlOf(request, baseUrl)}/problems/server-error`,
          detail: message,
          status: 500
        })
    }
    return reply.code(500).type('application/hal+json;charset=utf-8').send({ error: { message, reference } })
  })

  app.setNotFoundHandler((request, reply) => {
    const problem = usedMethods.some(method => method === request.method)
      ? new Problem('not-found', `Nothing is found at ${pathOf(request)}.`)
      : new Problem('not-implemented', `${request.method} is not used here, but ${usedMethods.join(', ')}.`)
    return send(problem, request, reply, baseUrlOf(request, baseUrl), 'application/json;charset=utf-8')
  })

  app.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request)
    const wrong = path.includes('//') ? 'The path has an empty component.' : controlIn(path)
    // PostgreSQL has no NUL in its texts; a name with one can match nothing.
    if (wrong === undefined && /%00/.test(request.url)) throw invalid(['The query has a NUL character in it.'], 'query')
    if (wrong === undefined) return
    const status = path.includes('//') ? 404 : 422
    const body = { title: 'Invalid path', type: `${baseUrlOf(request, baseUrl)}/problems/invalid-path`, detail: wrong, status }
    return reply.code(status).type('application/problem+json;charset=utf-8').send(body)
  })
}

const controlIn = (path: string) =>
  /%([01][\da-f]|7f)/i.test(path) ? 'The path has a line break, a tab or another control character in it.' : undefined

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] as string

const wantsProblemJson = (request: FastifyRequest) => request.headers.accept?.includes('application/problem+json') === true

const takesJson = (request: FastifyRequest) => /application\/(hal\+)?json/.test(request.headers.accept ?? '')

/** What a Fastify error is in our words, or undefined for a bug. */
function problemOf(error: FastifyError | Problem): Problem | undefined {
  if (error instanceof Problem) return error
  if (error.validation !== undefined) return invalid(fieldErrors(error), places[error.validationContext ?? ''] ?? 'body')
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem('too-large', 'The body is larger than this broker accepts (SOLOIST_BODY_LIMIT).')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return new Problem('unsupported-media-type', 'The Content-Type must be application/json.')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new Problem('invalid-json', 'The body is not as long as its Content-Length says.')
    case 'FST_ERR_BAD_URL':
      return new Problem('not-found', 'The path is not a valid address.')
  }
  return error.statusCode === 400 ? new Problem('invalid-request', error.message) : undefined
}

const places: Record<string, Place> = { params: 'path', querystring: 'query' }

/** Ajv's findings in the reference's phrases, by field; those inside a list stand under the list, with the position. */
function fieldErrors({ validation = [] }: FastifyError): FieldErrors {
  const errors: Record<string, string[]> = {}
  for (const { instancePath, keyword, params, message } of validation) {
    const steps = instancePath.split('/').slice(1)
    const { missingProperty: missing, additionalProperty: unknown } = params as Record<string, string | undefined>
    if (keyword === 'required' && missing !== undefined) steps.push(missing)
    if (keyword === 'additionalProperties' && unknown !== undefined) steps.push(unknown)
    const index = steps.findIndex(step => /^\d+$/.test(step))
    const field = (index === -1 ? steps : steps.slice(0, index)).join('.') || 'body'
    const inner = index === -1 ? '' : steps.slice(index + 1).join('.')
    const text = phrase(keyword, params as Record<string, unknown>, message ?? 'is not valid')
    const full = index === -1 ? text : `${inner} ${text} (at index ${steps[index]})`.trimStart()
    const list = (errors[field] ??= [])
    if (!list.includes(full)) list.push(full)
  }
  return errors
}

function phrase(keyword: string, params: Record<string, unknown>, message: string): string {
  switch (keyword) {
    case 'required':
      return 'is missing'
    case 'type':
      return typePhrase([params.type].flat()[0])
    case 'enum':
      return `must be one of: ${(params.allowedValues as unknown[]).join(', ')}`
    case 'minLength':
      return 'must be filled'
    case 'additionalProperties':
      return 'is not known here'
    default:
      return message
  }
}

function typePhrase(type: unknown): string {
  switch (type) {
    case 'boolean':
      return 'must be boolean'
    case 'array':
      return 'must be an array'
    case 'object':
      return 'must be a hash'
    case 'integer':
      return 'must be an integer'
    default:
      return `must be a ${type}`
  }
}

function send(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  base: string,
  type = 'application/hal+json;charset=utf-8'
) {
  reply.code(problem.status)
  // Pact's client says that it takes problems, and then shows nothing of them; the notices it does show.
  const showsNotices = problem.notices !== undefined && takesJson(request)
  if (wantsProblemJson(request) && !showsNotices) {
    return reply.type('application/problem+json;charset=utf-8').send(problemDocument(problem, base))
  }
  if (problem.code === 'similar-name') return reply.type('text/plain;charset=utf-8').send(problem.message)
  if (problem.notices !== undefined) {
    return reply.type('application/json;charset=utf-8').send({ notices: problem.notices, errors: problem.errors })
  }
  if (wantsPage(problem, request)) return sendPage(reply, problemPage(base, titleOf(problem.code), problem.message))
  return reply.type(type).send(problem.errors === undefined ? { error: problem.message } : { errors: problem.errors })
}

/** Programs that read pages too get one where nothing is found, as the reference has it; for the rest they read documents. */
const wantsPage = (problem: Problem, request: FastifyRequest) =>
  request.method === 'GET' && (isNavigation(request) || (problem.status === 404 && readsPages(request)))

const readsPages = (request: FastifyRequest) => request.headers.accept?.includes('text/html') === true && isForPeople(request)
