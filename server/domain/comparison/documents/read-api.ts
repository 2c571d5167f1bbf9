import type { Json } from '../json.ts'
import type { Api } from './api.ts'
import { readOpenApi } from './read-openapi.ts'
import { readSwagger } from './read-swagger.ts'
import { versionOf } from './version-of.ts'

/** The API that a parsed document describes; `undefined` where it is neither OpenAPI 3 nor Swagger 2. */
export function readApi(document: Json, name = 'document'): Api | undefined {
  if (/^3\./.test(versionOf(document, 'openapi'))) return readOpenApi(document, name)
  return /^2\.0$/.test(versionOf(document, 'swagger')) ? readSwagger(document, name) : undefined
}
