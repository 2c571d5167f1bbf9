import { Type } from 'typebox'

const Notices = Type.Array(Type.Object({ type: Type.String(), text: Type.String() }))

/** A refusal says what is wrong field by field, in a list, or in one sentence. */
export const Refusal = Type.Union([
  Type.Object({
    errors: Type.Union([Type.Record(Type.String(), Type.Array(Type.String())), Type.Array(Type.String())]),
    notices: Type.Optional(Notices)
  }),
  Type.Object({ error: Type.String() })
])

/** The same for who asks for `application/problem+json`: RFC 9457. */
export const ProblemDocument = Type.Object({
  title: Type.String(),
  type: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        type: Type.String(),
        title: Type.String(),
        detail: Type.String(),
        pointer: Type.Optional(Type.String({ description: 'Where it is in the body.' })),
        parameter: Type.Optional(Type.String({ description: 'Its name in the path or query.' }))
      })
    )
  ),
  notices: Type.Optional(Notices)
})

const words = { schema: Type.String() }

/** A refusal in all its forms: HAL, problem, a page for people; plain text where a name is nearly that of a known application. */
export const refusal = (description: string) => ({
  description,
  content: {
    'application/hal+json': { schema: Refusal },
    'application/json': { schema: Refusal },
    'application/problem+json': { schema: ProblemDocument },
    'text/html': words,
    'text/plain': words
  }
})

const Failure = Type.Object({ error: Type.Object({ message: Type.String(), reference: Type.String() }) })

/** What any route may answer besides what it says itself. */
export const anywhere = {
  '4xx': refusal('The request is refused; the answer says why.'),
  '5xx': {
    description: 'The broker failed; its log has the details under the reference.',
    content: {
      'application/hal+json': { schema: Type.Union([Failure, Refusal]) },
      'application/problem+json': { schema: ProblemDocument }
    }
  }
}
