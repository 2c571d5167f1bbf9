import { Type } from 'typebox'
import { Links, orNull, times } from './document.ts'

const path = Type.String({ description: 'Nested by "/", from the server down: postgres/orders-db/public/invoices.' })
const access = Type.Unsafe<'owns' | 'reads' | 'writes'>({ type: 'string', enum: ['owns', 'reads', 'writes'] })
const irreversible = 'What was changed in it cannot be taken back, so that no earlier version can follow.'

const resource = { path, access, irreversible: Type.Boolean({ description: irreversible }) }
const side = Type.Object({ pacticipant: Type.String(), version: Type.String(), ...resource })

export const ResourcesFields = Type.Object({
  resources: Type.Array(Type.Object({ path, access, irreversible: Type.Optional(Type.Boolean({ description: irreversible })) }), {
    description: 'All that the version uses; replaces what was said before.'
  })
})

export const ResourcesDocument = Type.Object({ resources: Type.Array(Type.Object(resource)), _links: Links })

export const EnvironmentResourcesDocument = Type.Object({
  conflicts: Type.Array(
    Type.Object({
      path: Type.String({ description: 'What is shared.' }),
      between: Type.Array(side),
      exception: Type.Optional(Type.Object({ reason: Type.String(), until: Type.String() }))
    })
  ),
  resources: Type.Array(side),
  undeclared: Type.Array(Type.String(), { description: 'Live applications that declared nothing: nobody knows what they use.' }),
  _links: Links
})

export const SharingExceptionFields = Type.Object({
  path: Type.String({ description: 'Conflicts at or below it do not count.' }),
  environment: Type.Optional(orNull(Type.String({ description: 'Only there; else everywhere.' }))),
  until: Type.String({ description: 'The last day, UTC: 2026-01-31.' }),
  reason: Type.String({ description: 'Why, for those who read it later.' })
})

export const SharingExceptionDocument = Type.Object({
  uuid: Type.String(),
  path: Type.String(),
  environment: Type.Optional(Type.String()),
  until: Type.String(),
  reason: Type.String(),
  ...times,
  _links: Links
})

export const SharingExceptionsDocument = Type.Object({
  _embedded: Type.Object({ sharingExceptions: Type.Array(SharingExceptionDocument) }),
  _links: Links
})
