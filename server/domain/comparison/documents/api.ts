import type { DeclaredWindow } from '../declared-window.ts'
import type { SchemaNode } from '../schema/node.ts'

/** An HTTP API as a provider describes it, whichever format it was written in. */
export interface Api {
  operations: Operation[]
  problems: DocumentProblem[]
}

/** Something in the document that could not be read. It concerns only what it stands in. */
export interface DocumentProblem {
  code: 'spec.ref.unresolved' | 'spec.schema.invalid'
  pointer: string
  detail: string
}

export interface Operation extends DeclaredWindow {
  /** Of the document it stands in. */
  documentName?: string
  /** Upper case. */
  method: string
  /** As written in the document. */
  path: string
  /** With the names of parameters erased: `/users/{}`. */
  template: string
  /** Paths that servers put before it; `''` where there is none. */
  basePaths: string[]
  pointer: string
  parameters: Parameter[]
  /** One of these must be met; each needs all its schemes. Empty: nothing is needed. */
  security: SecurityScheme[][]
  body?: RequestBody
  responses: Response[]
  problems: DocumentProblem[]
}

export interface Parameter extends DeclaredWindow {
  place: 'path' | 'query' | 'header' | 'cookie'
  name: string
  required: boolean
  schema?: SchemaNode
  style: string
  explode: boolean
  /** Written as a document of this media type. */
  content?: string
  pointer: string
}

export interface SecurityScheme {
  name: string
  /** Unknown: the document does not define it. */
  kind: 'apiKey' | 'http' | 'other' | 'unknown'
  /** Of an apiKey. */
  place?: string
  parameter?: string
  /** Of http: basic, bearer … */
  scheme?: string
}

export interface Media {
  /** Lower case, without parameters; may be a range. */
  type: string
  schema?: SchemaNode
  pointer: string
}

export interface RequestBody {
  required: boolean
  media: Media[]
  pointer: string
}

export interface Response {
  /** `200`, `2XX` or `default`. */
  status: string
  media: Media[]
  headers: ResponseHeader[]
  pointer: string
}

export interface ResponseHeader extends DeclaredWindow {
  name: string
  required: boolean
  schema?: SchemaNode
  pointer: string
}

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** `/users/{id}/orders` becomes `/users/{}/orders`: how parameters are called is no part of the promise. */
export const erased = (path: string): string => path.replace(/\{[^/{}]*\}/g, '{}')

/** The response that holds for a status: the exact one, its class, or the default. */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const named = (name: string) => operation.responses.find(response => response.status === name)
  return named(String(status)) ?? named(`${Math.floor(status / 100)}XX`) ?? named('default')
}
