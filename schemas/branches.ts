import { Type } from 'typebox'
import { Links, Reference, times } from './document.ts'
import { Page } from './pages.ts'

const branch = {
  name: Type.String(),
  ...times,
  expired: Type.Optional(
    Type.Literal(true, { description: 'No new version for SOLOIST_BRANCH_EXPIRY_DAYS; it may be removed.' })
  ),
  _links: Links
}

export const BranchDocument = Type.Object(branch)

export const ExpiredQuery = Type.Object({
  pacticipant: Type.Optional(Type.String({ description: 'Only those of this application.' }))
})

export const ExpiredBranchesDocument = Type.Object({
  _embedded: Type.Object({
    branches: Type.Array(Type.Object({ ...branch, _embedded: Type.Object({ pacticipant: Reference }) }))
  }),
  _links: Links
})

export const BranchesDocument = Type.Object({
  _embedded: Type.Object({ branches: Type.Array(BranchDocument) }),
  page: Page,
  _links: Links
})

export const BranchVersionDocument = Type.Object({ ...times, _links: Links })

/** The main branch is kept whatever is said here. */
export const BranchesToRemove = Type.Object({
  exclude: Type.Optional(Type.Array(Type.String({ description: 'The name of a branch to keep.' })))
})

export const BranchesRemoved = Type.Object({
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() }))
})
