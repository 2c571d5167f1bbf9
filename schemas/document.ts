import { type Static, type TSchema, Type } from 'typebox'

export const Link = Type.Object({
  href: Type.String(),
  title: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  templated: Type.Optional(Type.Boolean())
})

/** Relations by name; which there are is said where the document is described. */
export const Links = Type.Record(Type.String(), Type.Unknown())

/** ISO 8601, whole seconds, UTC. */
export const Instant = Type.String({ examples: ['2026-01-31T08:05:09+00:00'] })

/** `updatedAt` is there only when something changed since. */
export const times = { createdAt: Instant, updatedAt: Type.Optional(Instant) }

/** A name and the addresses of the thing it names. */
export const Reference = Type.Object({ name: Type.String(), _links: Links })

/** A refusal says what is wrong field by field, or in one sentence. */
export const Refusal = Type.Union([
  Type.Object({ errors: Type.Record(Type.String(), Type.Array(Type.String())) }),
  Type.Object({ error: Type.String() })
])

const described = <T extends object>(schema: T, description: string): T => ({ ...schema, description })

/** The refusals a route may give. */
export const refusals = {
  notFound: { 404: described(Refusal, 'There is no such thing.') },
  invalid: { 400: described(Refusal, 'The request does not make sense.') },
  conflict: { 409: described(Refusal, 'It contradicts what is recorded.') },
  mediaType: { 415: described(Refusal, 'The Content-Type is not one that is understood here.') }
}

/** The answer to DELETE. */
export const gone = { 204: Type.Null({ description: 'It is gone.' }) }

/** A value that may be null; at the root of a body, one that may be left out. */
export function orNull<T extends TSchema>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [(schema as { type?: string }).type, 'null'] })
}
