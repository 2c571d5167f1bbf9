import type { FastifyRequest } from 'fastify'
import { nameProblem } from '../domain/names.ts'
import { type FieldErrors, invalid } from '../problem.ts'

/** Refuses names that cannot be kept, by field. */
export function checkNames(names: Record<string, string | null | undefined>): void {
  const errors: FieldErrors = {}
  for (const [field, name] of Object.entries(names)) {
    const problem = typeof name === 'string' ? nameProblem(name) : undefined
    if (problem !== undefined) errors[field] = [problem]
  }
  if (Object.keys(errors).length > 0) throw invalid(errors)
}

/** For routes that may create what their path names. */
export async function checkPathNames(request: FastifyRequest): Promise<void> {
  checkNames(request.params as Record<string, string>)
}
