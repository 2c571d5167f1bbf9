import { Type } from 'typebox'
import { Links, orNull, Reference, times } from './document.ts'
import { Page } from './pages.ts'

/** What a version is; said once, another value is refused. */
export const identity = {
  artifactDigest: Type.Optional(
    orNull(Type.String({ description: 'Of what was built: versions of an application with the same one are the same.' }))
  ),
  sourceFingerprint: Type.Optional(
    orNull(Type.String({ description: 'Of what it was built from: the same, where a policy of kind equivalence says so.' }))
  )
}

const tags = Type.Optional(Type.Array(Type.Object({ name: Type.String() })))

/** Tags replace those the version had; the deprecated place inside `_embedded` counts too. */
export const VersionFields = orNull(
  Type.Object({
    buildUrl: Type.Optional(orNull(Type.String())),
    ...identity,
    tags,
    _embedded: Type.Optional(Type.Object({ tags }))
  })
)

const OnBranch = Type.Object({ name: Type.String(), latest: Type.Boolean(), _links: Links })

export const VersionDocument = Type.Object({
  number: Type.String(),
  buildUrl: Type.Optional(Type.String()),
  artifactDigest: Type.Optional(Type.String()),
  sourceFingerprint: Type.Optional(Type.String()),
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
