import { isObject, type Json, type JsonObject, member, membersOf, textAt } from '../server/domain/comparison/json.ts'
import { followRef } from '../server/domain/comparison/schema/source.ts'

/** A contract that expects what a document shows: one interaction for each operation that has an example of its answer. */
export function contractOfExamples(document: Json, most: number): JsonObject {
  const interactions = membersOf(member(document, 'paths')).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete'].flatMap(method => {
      const operation = member(item, method)
      return operation === undefined ? [] : (interactionOf(document, { path, method, item, operation }) ?? [])
    })
  )
  return {
    consumer: { name: 'web' },
    provider: { name: 'api' },
    interactions: interactions.slice(0, most),
    metadata: { pactSpecification: { version: '3.0.0' } }
  }
}

interface Operation {
  path: string
  method: string
  item: Json
  operation: Json
}

function interactionOf(document: Json, { path, method, item, operation }: Operation): JsonObject | undefined {
  const followed = (value: Json | undefined): Json | undefined => {
    const ref = textAt(value, '$ref')
    return ref === undefined ? value : followRef(document, ref)?.value
  }
  /** The first example of JSON content. */
  const shown = (at: Json | undefined): Json | undefined => {
    const media = member(member(followed(at), 'content'), 'application/json')
    const [first] = membersOf(member(media, 'examples'))
    return member(media, 'example') ?? member(followed(first?.[1]), 'value')
  }
  const [status, response] = membersOf(member(operation, 'responses')).find(([each]) => /^2\d\d$/.test(each)) ?? []
  const body = shown(response)
  if (status === undefined || body === undefined) return undefined
  const parameters = [item, operation].flatMap(at => (member(at, 'parameters') as Json[] | undefined) ?? []).map(followed)
  const filled = path.replace(/\{([^}]*)\}/g, (_, name) => {
    const parameter = parameters.find(each => textAt(each, 'name') === name)
    return encodeURIComponent(String(valueFor(document, parameter)))
  })
  const sent = shown(member(operation, 'requestBody'))
  return {
    description: `${method} ${path}`,
    request: {
      method: method.toUpperCase(),
      path: filled,
      headers: { Accept: 'application/json', ...(sent !== undefined && { 'Content-Type': 'application/json' }) },
      ...(sent !== undefined && { body: sent })
    },
    response: {
      status: Number(status),
      headers: { 'Content-Type': 'application/json' },
      body,
      matchingRules: { body: { $: { matchers: [{ match: 'type' }] } } }
    }
  }
}

/** A value for a path parameter: its example, or the simplest of its type. */
function valueFor(document: Json, parameter: Json | undefined): Json {
  const raw = member(parameter, 'schema')
  const schema = isObject(raw) && typeof raw.$ref === 'string' ? followRef(document, raw.$ref)?.value : raw
  const values = member(schema, 'enum')
  const told = member(parameter, 'example') ?? member(schema, 'example') ?? (Array.isArray(values) ? values[0] : undefined)
  return told ?? (textAt(schema, 'type') === 'integer' ? 1 : 'x')
}
