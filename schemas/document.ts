import { type Static, type TSchema, Type } from 'typebox'
import { refusal } from './refusals.ts'

export const Link = Type.Object({
  href: Type.String(),
  title: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  templated: Type.Optional(Type.Boolean()),
  currently_deployed: Type.Optional(Type.Boolean()),
  currently_supported: Type.Optional(Type.Boolean()),
  application_instance: Type.Optional(Type.String())
})

/** Relations by name; which there are is said where the document is described. */
export const Links = Type.Record(Type.String(), Type.Union([Link, Type.Array(Link)]))

/** ISO 8601, whole seconds, UTC. */
export const Instant = Type.String({ examples: ['2026-01-31T08:05:09+00:00'] })

/** `updatedAt` is there only when something changed since. */
export const times = { createdAt: Instant, updatedAt: Type.Optional(Instant) }

/** A name and the addresses of the thing it names. */
export const Reference = Type.Object({ name: Type.String(), _links: Links })

/** The refusals a route may give. */
export const refusals = {
  notFound: { 404: refusal('There is no such thing.') },
  invalid: { 400: refusal('The request does not make sense.') },
  conflict: { 409: refusal('It contradicts what is recorded.') },
  form: { 406: refusal('There is no such form of it.') },
  mediaType: { 415: refusal('The Content-Type is not one that is understood here.') }
}

/** The answer to DELETE. */
export const gone = { 204: Type.Null({ description: 'It is gone.' }) }

/** A value that may be null; at the root of a body, one that may be left out. */
export function orNull<T extends TSchema>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [(schema as { type?: string }).type, 'null'] })
}
