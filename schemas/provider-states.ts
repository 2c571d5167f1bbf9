import { Type } from 'typebox'

export const ProviderStates = Type.Object({
  providerStates: Type.Array(
    Type.Object({
      name: Type.String(),
      params: Type.Optional(Type.Unknown({ description: 'As the consumers wrote them.' })),
      consumers: Type.Array(Type.String())
    })
  )
})
