import { declaredWindow } from '../declared-window.ts'
import { isObject, itemsOf, type Json, member, textAt } from '../json.ts'
import { into } from '../pointer.ts'
import { dialects, SchemaSource } from '../schema/source.ts'
import {
  type Api,
  type DocumentProblem,
  erased,
  type Media,
  methods,
  type Operation,
  type Parameter,
  type Response
} from './api.ts'
import { type Place, Reading } from './place.ts'
import { readSecurity } from './read-security.ts'
import { basePathsOf } from './servers.ts'
import { versionOf } from './version-of.ts'

/** The two ways in which the schemas of an API are read: what a client sends, and what it gets. */
export interface Sources {
  request: SchemaSource
  response: SchemaSource
}

/** OpenAPI 3.0 and 3.1. */
export function readOpenApi(root: Json, name: string): Api {
  const dialect = versionOf(root, 'openapi').startsWith('3.0') ? dialects['openapi-3.0'] : dialects['2020-12']
  const sources = {
    request: new SchemaSource(name, root, dialect, 'request'),
    response: new SchemaSource(name, root, dialect, 'response')
  }
  const reading = new Reading(root)
  const paths = reading.place('/paths', member(root, 'paths'))
  const operations = reading
    .members(paths)
    .flatMap(([path, item]) => (path.startsWith('/') ? operationsOf(reading, sources, path, item) : []))
  return { operations, problems: reading.problems }
}

function operationsOf(reading: Reading, sources: Sources, path: string, item: Place): Operation[] {
  return methods.flatMap(method => {
    const at = reading.inside(item, method)
    if (at === undefined) return []
    const problems: DocumentProblem[] = []
    const body = reading.inside(at, 'requestBody', problems)
    return {
      ...operationHead(method, path, at),
      basePaths: basePathsOf(reading.root, item, at),
      parameters: mergedParameters(reading, item, at, problems).flatMap(place => parameterOf(reading, sources, place) ?? []),
      security: readSecurity(reading, at, '/components/securitySchemes'),
      ...(body && {
        body: { required: body.value.required === true, media: mediaOf(reading, sources.request, body), pointer: body.pointer }
      }),
      responses: reading
        .members(reading.inside(at, 'responses', problems), problems)
        .map(([status, place]) => responseOf(reading, sources, status, place, problems)),
      problems
    }
  })
}

/** What both formats of OpenAPI write alike. */
export function operationHead(method: string, path: string, { pointer, value }: Place) {
  return {
    method: method.toUpperCase(),
    path,
    template: erased(path),
    pointer,
    ...declaredWindow(value)
  }
}

/** Those of the path, replaced by the operation's own of the same name and place. */
export function mergedParameters(reading: Reading, item: Place, at: Place, problems: DocumentProblem[]): Place[] {
  const found = new Map<string, Place>()
  for (const place of [...reading.items(item, 'parameters', problems), ...reading.items(at, 'parameters', problems)]) {
    found.set(`${textAt(place.value, 'in')} ${textAt(place.value, 'name')}`, place)
  }
  return [...found.values()]
}

const places = ['path', 'query', 'header', 'cookie']

function parameterOf(reading: Reading, sources: Sources, { pointer, value }: Place): Parameter | undefined {
  const [place, name] = [textAt(value, 'in'), textAt(value, 'name')]
  if (place === undefined || name === undefined || !places.includes(place)) return undefined
  const style = textAt(value, 'style') ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple')
  const [media] = mediaOf(reading, sources.request, { pointer, value })
  const schema = value.schema === undefined ? media?.schema : sources.request.node(into(pointer, 'schema'), value.schema)
  return {
    place: place as Parameter['place'],
    name,
    required: place === 'path' || value.required === true,
    ...(schema && { schema }),
    style,
    explode: typeof value.explode === 'boolean' ? value.explode : style === 'form',
    ...(media && { content: media.type }),
    ...declaredWindow(value),
    pointer
  }
}

function mediaOf(reading: Reading, source: SchemaSource, at: Place): Media[] {
  return reading.members(reading.inside(at, 'content')).map(([type, { pointer, value }]) => ({
    type: type.split(';')[0]!.trim().toLowerCase(),
    ...(value.schema !== undefined && { schema: source.node(into(pointer, 'schema'), value.schema) }),
    pointer
  }))
}

function responseOf(
  reading: Reading,
  { response: source }: Sources,
  status: string,
  at: Place,
  problems: DocumentProblem[]
): Response {
  const headers = reading.members(reading.inside(at, 'headers', problems), problems).map(([name, { pointer, value }]) => ({
    name,
    required: value.required === true,
    ...(isObject(value.schema) && { schema: source.node(into(pointer, 'schema'), value.schema) }),
    ...declaredWindow(value),
    pointer
  }))
  return { status: statusName(status), media: mediaOf(reading, source, at), headers, pointer: at.pointer }
}

/** `2xx` is written in both cases. */
export const statusName = (status: string) => (/^[1-5]xx$/i.test(status) ? status.toUpperCase() : status)

export const textsOf = (value: Json | undefined): string[] => itemsOf(value).filter(item => typeof item === 'string')
