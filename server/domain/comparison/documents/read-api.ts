import { type Json, textAt } from '../json.ts'
import type { Api } from './api.ts'
import { readOpenApi } from './read-openapi.ts'
import { readSwagger } from './read-swagger.ts'

/** The API that a parsed document describes; `undefined` where it is neither OpenAPI 3 nor Swagger 2. */
export function readApi(document: Json, name = 'document'): Api | undefined {
  if (textAt(document, 'openapi')?.startsWith('3.')) return readOpenApi(document, name)
  return textAt(document, 'swagger')?.startsWith('2.') ? readSwagger(document, name) : undefined
}
