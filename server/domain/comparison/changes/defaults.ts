import type { Operation } from '../documents/api.ts'
import type { Finding } from '../findings.ts'
import { type Json, member, membersOf, sameJson } from '../json.ts'
import type { HttpInteraction } from '../pacts/pact.ts'
import type { SchemaNode } from '../schema/node.ts'
import { followRef } from '../schema/source.ts'

/** What the consumer leaves out means what the default says: another default is another request. */
export function changedDefaults(interaction: HttpInteraction, before: Operation, after: Operation): Finding[] {
  return [...changedParameters(interaction, before, after), ...changedMembers(interaction, before, after)]
}

function changedParameters(interaction: HttpInteraction, before: Operation, after: Operation): Finding[] {
  return before.parameters.flatMap(old => {
    const now = after.parameters.find(({ name, place }) => name === old.name && place === old.place)
    if (now === undefined || isSent(interaction, old)) return []
    const [was, is] = [defaultOf(old.schema), defaultOf(now.schema)]
    return isSame(was, is)
      ? []
      : [finding(interaction, after, now.pointer, `request.${old.place}/${old.name}`, old.name, was.default, is.default)]
  })
}

function isSent({ request }: HttpInteraction, { name, place }: Operation['parameters'][number]): boolean {
  return place === 'query' ? request.query.has(name) : place === 'header' ? request.headers.has(name.toLowerCase()) : true
}

/** The members of the body's own object. */
function changedMembers(interaction: HttpInteraction, before: Operation, after: Operation): Finding[] {
  const { body } = interaction.request
  if (body.kind !== 'json') return []
  const [old, now] = [before, after].map(({ body: declared }) => propertiesOf(declared?.media[0]?.schema)) as [Members, Members]
  return [...old].flatMap(([name, was]) => {
    const is = now.get(name)
    if (is === undefined || member(body.value, name) !== undefined || isSame(was, is)) return []
    return [
      finding(interaction, after, after.body?.pointer ?? after.pointer, `request.body/${name}`, name, was.default, is.default)
    ]
  })
}

type Default = { default: Json } | { default?: undefined }
type Members = Map<string, Default>

function propertiesOf(schema: SchemaNode | undefined): Members {
  if (schema === undefined) return new Map()
  const resolved = resolve(schema, schema.raw)
  return new Map(membersOf(member(resolved, 'properties')).map(([name, raw]) => [name, inSchema(resolve(schema, raw))]))
}

function resolve({ source }: SchemaNode, raw: Json): Json {
  const ref = member(raw, '$ref')
  return typeof ref === 'string' ? (followRef(source.root, ref)?.value ?? raw) : raw
}

const defaultOf = (schema: SchemaNode | undefined): Default => (schema === undefined ? {} : inSchema(resolve(schema, schema.raw)))

function inSchema(raw: Json): Default {
  const found = member(raw, 'default')
  return found === undefined ? {} : { default: found }
}

const isSame = (was: Default, is: Default) =>
  was.default === undefined || is.default === undefined ? was.default === is.default : sameJson(was.default, is.default)

function finding(
  { pointer, description }: HttpInteraction,
  { method, template }: Operation,
  document: string,
  element: string,
  name: string,
  was: Json | undefined,
  is: Json | undefined
): Finding {
  return {
    code: 'req.default',
    severity: 'warning',
    direction: 'request',
    interaction: { pointer, description },
    contract: pointer,
    document,
    element: `${method} ${template}#${element}`,
    detail: { name, was: shown(was), is: shown(is) }
  }
}

const shown = (value: Json | undefined): Json => (value === undefined ? 'none' : JSON.stringify(value))
