import { Type } from 'typebox'
import { Links, orNull, Reference, times } from './document.ts'
import { Page } from './pages.ts'

const tags = Type.Optional(Type.Array(Type.Object({ name: Type.String() })))

/** Tags replace those the version had; the deprecated place inside `_embedded` counts too. */
export const VersionFields = orNull(
  Type.Object({
    buildUrl: Type.Optional(orNull(Type.String())),
    tags,
    _embedded: Type.Optional(Type.Object({ tags }))
  })
)

const OnBranch = Type.Object({ name: Type.String(), latest: Type.Boolean(), _links: Links })

export const VersionDocument = Type.Object({
  number: Type.String(),
  buildUrl: Type.Optional(Type.String()),
  ...times,
  _embedded: Type.Object({
    branches: Type.Array(OnBranch),
    branchVersions: Type.Array(OnBranch),
    tags: Type.Array(Reference)
  }),
  _links: Links
})

export const VersionsDocument = Type.Object({
  _embedded: Type.Object({ versions: Type.Array(VersionDocument) }),
  page: Type.Optional(Page),
  _links: Links
})

export const TagDocument = Type.Object({ name: Type.String(), ...times, _links: Links })
