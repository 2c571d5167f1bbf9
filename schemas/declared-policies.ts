import { Type } from 'typebox'
import { Links } from './document.ts'

const kind = Type.Unsafe<'shared-persistence' | 'no-content' | 'evidence'>({
  type: 'string',
  enum: ['shared-persistence', 'no-content', 'evidence']
})

const DeclaredPolicy = Type.Object({
  kind,
  rule: Type.String({
    description:
      'For shared-persistence: warn or block. For no-content: warn or unknown. For evidence: either, comparison, tests or both.'
  }),
  environment: Type.Optional(Type.String({ description: 'The name of the environment; else any.' }))
})

export const DeclaredPoliciesFields = Type.Object({
  policies: Type.Array(DeclaredPolicy, { description: "They count where they are stricter than the broker's own." })
})

export const DeclaredPoliciesDocument = Type.Object({
  policies: Type.Array(DeclaredPolicy),
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() }), {
    description: 'Those that have no effect, as things are.'
  }),
  _links: Links
})
