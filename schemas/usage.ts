import { type Static, Type } from 'typebox'
import { Links } from './document.ts'
import { PlacedVersionDocument } from './simulate.ts'
import { WindowFields } from './window-fields.ts'

export const UsageQuery = Type.Object({
  element: Type.String({
    description: 'GET /users/{}, perhaps with #response.200.body/name behind it; or channel#message@version, perhaps with /field.'
  }),
  match: Type.Optional(
    Type.Unsafe<'exact' | 'prefix'>({
      type: 'string',
      enum: ['exact', 'prefix'],
      description: 'prefix: all elements whose key begins so. Default: exact.'
    })
  )
})

const strengths = ['exact', 'form', 'type', 'present', 'unknown'] as const

/** Consumers that rely on an element, each with the versions that do. */
export const ElementConsumers = Type.Array(
  Type.Object({
    name: Type.String(),
    versions: Type.Array(
      Type.Object({
        ...PlacedVersionDocument.properties,
        uses: Type.Array(
          Type.Object({
            element: Type.String(),
            strength: Type.Unsafe<(typeof strengths)[number]>({
              type: 'string',
              enum: [...strengths],
              description:
                'exact: this very value; form: a pattern or format; type: its type; present: that it is there; unknown: not all of the contract can be read.'
            })
          })
        )
      })
    ),
    _links: Links
  })
)

export const UsageDocument = Type.Object({
  element: Type.String({ description: 'As it was understood.' }),
  match: Type.String(),
  window: Type.Optional(WindowFields),
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() })),
  consumers: ElementConsumers,
  _links: Links
})
export type UsageDocument = Static<typeof UsageDocument>
