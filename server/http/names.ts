import type { FastifyRequest } from 'fastify'
import { nameProblem, textProblem } from '../domain/names.ts'
import { type FieldErrors, invalid, type Place } from '../problem.ts'

type Texts = Record<string, string | null | undefined>

/** Refuses names that cannot be kept, by field. */
export const checkNames = (names: Texts): void => check(names, nameProblem, 'body')

/** Refuses other texts that cannot be kept, by field. */
export const checkTexts = (texts: Texts): void => check(texts, textProblem, 'body')

function check(texts: Texts, problemOf: (text: string) => string | undefined, place: Place): void {
  const errors: FieldErrors = {}
  for (const [field, text] of Object.entries(texts)) {
    const problem = typeof text === 'string' ? problemOf(text) : undefined
    if (problem !== undefined) errors[field] = [problem]
  }
  if (Object.keys(errors).length > 0) throw invalid(errors, place)
}

/** For routes that may create what their path names. */
export async function checkPathNames(request: FastifyRequest): Promise<void> {
  check(request.params as Record<string, string>, nameProblem, 'path')
}
