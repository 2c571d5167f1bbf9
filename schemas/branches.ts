import { Type } from 'typebox'
import { Links, times } from './document.ts'
import { Page } from './pages.ts'

export const BranchDocument = Type.Object({ name: Type.String(), ...times, _links: Links })

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
