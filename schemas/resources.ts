import { type Static, Type } from 'typebox'
import { Links, orNull, times } from './document.ts'

const Access = Type.Unsafe<'owns' | 'reads' | 'writes'>({
  type: 'string',
  enum: ['owns', 'reads', 'writes'],
  description: 'owns: it decides about its shape. Two applications that only read are no conflict.'
})

const path = Type.String({
  description: 'From the outside in: postgres/orders-db/public/invoices. It means all that is below it.'
})

const ResourceFields = Type.Object({
  path,
  access: Access,
  irreversible: Type.Optional(
    Type.Boolean({ description: 'What this version does to it cannot be taken back by deploying the version before.' })
  )
})

export const ResourcesFields = Type.Object({
  resources: Type.Array(ResourceFields, { description: 'All that the version uses; an empty list says that it uses none.' })
})

export type ResourcesFields = Static<typeof ResourcesFields>

const Resource = Type.Object({ path: Type.String(), access: Type.String(), irreversible: Type.Boolean() })

export const ResourcesDocument = Type.Object({
  declared: Type.Boolean({ description: 'False where the version has declared nothing, which is not the same as no resources.' }),
  resources: Type.Array(Resource),
  _links: Links
})

const Side = Type.Object({
  name: Type.String(),
  path: Type.String(),
  access: Type.String(),
  irreversible: Type.Boolean(),
  versions: Type.Array(Type.String(), { description: 'The live versions that declare it.' }),
  _links: Links
})

const Exception = Type.Object({ uuid: Type.String(), until: Type.String(), reason: Type.String(), _links: Links })

export const EnvironmentResourcesDocument = Type.Object({
  conflicts: Type.Array(
    Type.Object({
      path: Type.String({ description: 'What both use.' }),
      owners: Type.Array(Type.String(), { description: 'The applications that declare to own it.' }),
      applications: Type.Array(Side, { description: 'Two.' }),
      exception: Type.Optional(Exception)
    }),
    { description: 'Stores that two applications share, of which at least one changes them.' }
  ),
  applications: Type.Array(
    Type.Object({
      name: Type.String(),
      owner: Type.Optional(Type.String()),
      versions: Type.Array(
        Type.Object({ number: Type.String(), declared: Type.Boolean(), resources: Type.Array(Resource), _links: Links })
      ),
      _links: Links
    }),
    { description: 'What the live versions of each declare.' }
  ),
  undeclared: Type.Array(Type.String(), { description: 'Applications of which a live version has declared nothing.' }),
  _links: Links
})

export const SharingExceptionFields = Type.Object({
  path,
  applications: Type.Array(Type.String(), { description: 'The names of the applications that may share it, two or more.' }),
  environment: Type.Optional(orNull(Type.String({ description: 'The name of the environment; else any.' }))),
  until: Type.String({ description: 'The last day, UTC, on which it counts: 2026-01-31.' }),
  reason: Type.String({ description: 'Why, for those who read it later.' })
})

export type SharingExceptionFields = Static<typeof SharingExceptionFields>

export const SharingExceptionDocument = Type.Object({
  uuid: Type.String(),
  path: Type.String(),
  applications: Type.Array(Type.String()),
  environment: Type.Optional(Type.String()),
  until: Type.String(),
  reason: Type.String(),
  counts: Type.Boolean({ description: 'False after its last day.' }),
  ...times,
  _links: Links
})

export const SharingExceptionsDocument = Type.Object({
  _embedded: Type.Object({ sharingExceptions: Type.Array(SharingExceptionDocument) }),
  _links: Links
})
