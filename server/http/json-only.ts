import type { FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'

/** Refuses the other kinds of JSON, after the body was checked: the reference gives 400 before 415. */
export function requireJson(request: FastifyRequest): void {
  const type = request.headers['content-type'] ?? ''
  if (/^application\/json\b/i.test(type)) return
  throw new Problem('unsupported-media-type', 'The Content-Type must be application/json.')
}
