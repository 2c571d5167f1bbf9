import { declaredWindow } from '../declared-window.ts'
import { isObject, type Json, type JsonObject, member, textAt } from '../json.ts'
import { into } from '../pointer.ts'
import { dialects, SchemaSource } from '../schema/source.ts'
import { type Api, type DocumentProblem, type Media, methods, type Operation, type Parameter, type Response } from './api.ts'
import { type Place, Reading } from './place.ts'
import { mergedParameters, operationHead, type Sources, statusName, textsOf } from './read-openapi.ts'
import { readSecurity } from './read-security.ts'
import { basePath } from './servers.ts'

/** Swagger 2. */
export function readSwagger(root: Json, name: string): Api {
  const sources = {
    request: new SchemaSource(name, root, dialects['openapi-3.0'], 'request'),
    response: new SchemaSource(name, root, dialects['openapi-3.0'], 'response')
  }
  const reading = new Reading(root)
  const basePaths = [...new Set([...basePath(textAt(root, 'basePath')), ''])]
  const paths = reading.place('/paths', member(root, 'paths'))
  const operations = reading.members(paths).flatMap(([path, item]) => operationsOf(reading, sources, path, item))
  return { operations: operations.map(operation => ({ ...operation, basePaths })), problems: reading.problems }
}

function operationsOf(reading: Reading, sources: Sources, path: string, item: Place): Array<Omit<Operation, 'basePaths'>> {
  return methods.flatMap(method => {
    const at = reading.inside(item, method)
    if (at === undefined) return []
    const problems: DocumentProblem[] = []
    const parameters = mergedParameters(reading, item, at, problems)
    const body = bodyOf(reading, sources.request, at, parameters)
    return {
      ...operationHead(method, path, at),
      parameters: parameters.flatMap(place => parameterOf(sources.request, place) ?? []),
      security: readSecurity(reading, at, '/securityDefinitions'),
      ...(body && { body }),
      responses: reading
        .members(reading.inside(at, 'responses', problems), problems)
        .map(([status, place]) => responseOf(reading, sources.response, status, at, place)),
      problems
    }
  })
}

/** A parameter, or a header, says of itself what elsewhere stands under `schema`. */
function schemaIn(source: SchemaSource, { pointer, value }: Place) {
  const { name: _, in: __, required: ___, description: ____, ...schema } = value
  return source.node(pointer, schema)
}

const styles: Record<string, string> = { ssv: 'spaceDelimited', pipes: 'pipeDelimited' }

function parameterOf(source: SchemaSource, place: Place): Parameter | undefined {
  const { value, pointer } = place
  const [where, name] = [textAt(value, 'in'), textAt(value, 'name')]
  if (name === undefined || (where !== 'path' && where !== 'query' && where !== 'header')) return undefined
  const format = textAt(value, 'collectionFormat') ?? 'csv'
  return {
    place: where,
    name,
    required: where === 'path' || value.required === true,
    schema: schemaIn(source, place),
    style: styles[format] ?? (where === 'query' ? 'form' : 'simple'),
    explode: format === 'multi',
    ...declaredWindow(value),
    pointer
  }
}

const mediaTypes = (reading: Reading, at: Place, keyword: 'consumes' | 'produces') =>
  textsOf(member(at.value, keyword) ?? member(reading.root, keyword)).map(type => type.split(';')[0]!.trim().toLowerCase())

function bodyOf(reading: Reading, source: SchemaSource, at: Place, parameters: Place[]): Operation['body'] {
  const consumes = mediaTypes(reading, at, 'consumes')
  const types = (fallback: string[]) => (consumes.length > 0 ? consumes : fallback)
  const body = parameters.find(({ value }) => value.in === 'body')
  if (body !== undefined) {
    const { schema } = body.value
    const node = schema === undefined ? {} : { schema: source.node(into(body.pointer, 'schema'), schema) }
    const media = types(['application/json']).map((type): Media => ({ type, ...node, pointer: body.pointer }))
    return { required: body.value.required === true, media, pointer: body.pointer }
  }
  const fields = parameters.filter(({ value }) => value.in === 'formData')
  if (fields.length === 0) return undefined
  const schema = source.node(at.pointer, formSchema(fields))
  const media = types(['application/x-www-form-urlencoded', 'multipart/form-data']).map(type => ({
    type,
    schema,
    pointer: at.pointer
  }))
  return { required: fields.some(({ value }) => value.required === true), media, pointer: at.pointer }
}

function formSchema(fields: Place[]): JsonObject {
  const named = fields.map(({ value }): [string, JsonObject] => {
    const { name, in: _, required: __, type, ...schema } = value
    return [String(name), type === undefined || type === 'file' ? schema : { ...schema, type }]
  })
  const required = fields.filter(({ value }) => value.required === true).map(({ value }) => String(value.name))
  return { type: 'object', properties: Object.fromEntries(named), required }
}

function responseOf(reading: Reading, source: SchemaSource, status: string, operation: Place, at: Place): Response {
  const { schema } = at.value
  const produces = mediaTypes(reading, operation, 'produces')
  const types = produces.length > 0 ? produces : schema === undefined ? [] : ['application/json']
  const isFile = isObject(schema) && schema.type === 'file'
  const node = schema === undefined || isFile ? {} : { schema: source.node(into(at.pointer, 'schema'), schema) }
  const headers = reading.members(reading.inside(at, 'headers')).map(([name, place]) => ({
    name,
    required: false,
    schema: schemaIn(source, place),
    ...declaredWindow(place.value),
    pointer: place.pointer
  }))
  return {
    status: statusName(status),
    media: schema === undefined && produces.length === 0 ? [] : types.map(type => ({ type, ...node, pointer: at.pointer })),
    headers,
    pointer: at.pointer
  }
}
