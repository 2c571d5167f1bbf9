import { Type } from 'typebox'

const name = (description: string) => Type.String({ description })

const pacticipant = name('The name of the application.')

export const TagToTagPath = Type.Object({
  pacticipant,
  tag: name('The version is the newest with this tag.'),
  to: name('A tag: to where the newest versions with it are.')
})

export const BranchToEnvironmentPath = Type.Object({
  pacticipant,
  branch: name('The version is the head of this branch.'),
  environment: name('The name of the environment to go to.')
})

export const TagsOfPairPath = Type.Object({
  provider: name('The provider.'),
  providerTag: name('Its newest version with this tag.'),
  consumer: name('The consumer.'),
  tag: name('Its newest version with this tag.')
})

const label = Type.Optional(Type.String({ description: 'The left side of the badge.' }))

export const BadgeQuery = Type.Object({ label })

export const PactBadgeQuery = Type.Object({
  label: Type.Optional(Type.String({ description: 'consumer or provider: only that side is named.' })),
  initials: Type.Optional(Type.String({ description: 'true: names of several words are shortened to their initials.' }))
})
