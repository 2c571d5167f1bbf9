import { Type } from 'typebox'
import { Links, orNull, Reference, times } from './document.ts'
import { Page } from './pages.ts'

const text = Type.Optional(orNull(Type.String()))

const fields = {
  displayName: text,
  mainBranch: text,
  repositoryUrl: text,
  repositoryName: text,
  repositoryNamespace: text
}

/** The path names the application; a name in the body is ignored. */
export const ApplicationFields = orNull(Type.Object(fields))
export const NewApplication = Type.Object({ name: Type.String(), ...fields })

export const ApplicationDocument = Type.Object({
  name: Type.String(),
  displayName: Type.String(),
  mainBranch: Type.Optional(Type.String()),
  repositoryUrl: Type.Optional(Type.String()),
  repositoryName: Type.Optional(Type.String()),
  repositoryNamespace: Type.Optional(Type.String()),
  ...times,
  _embedded: Type.Object({
    latestVersion: Type.Optional(Type.Object({ number: Type.String(), _links: Links })),
    'latest-version': Type.Optional(
      Type.Object({ number: Type.String(), title: Type.String(), name: Type.String(), _links: Links }, { deprecated: true })
    ),
    labels: Type.Array(Reference)
  }),
  _links: Links
})

export const ApplicationsDocument = Type.Object({
  pacticipants: Type.Array(Type.Object({ ...ApplicationDocument.properties, title: Type.String() }), { deprecated: true }),
  _embedded: Type.Object({ pacticipants: Type.Array(ApplicationDocument) }),
  page: Type.Optional(Page),
  _links: Links
})
