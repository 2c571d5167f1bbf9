import { Type } from 'typebox'

/** Names in paths are percent-encoded, a slash in a name too. */
const name = (description: string) => Type.String({ description })

const pacticipant = name('The name of the application.')
const version = name('The number of the version.')
const branch = name('The name of the branch.')
const tag = name('The name of the tag.')
const environment = name('The UUID of the environment.')
const uuid = name('The UUID.')

const label = name('The name of the label.')

export const ApplicationPath = Type.Object({ pacticipant })
export const LabelPath = Type.Object({ pacticipant, label })
export const TopicPath = Type.Object({ pacticipant, topic: name('The name of the topic: the channel as documents call it.') })
export const LabelledPath = Type.Object({ label })
export const VersionPath = Type.Object({ pacticipant, version })
export const BranchPath = Type.Object({ pacticipant, branch })
export const BranchVersionPath = Type.Object({ pacticipant, branch, version })
export const TagPath = Type.Object({ pacticipant, version, tag })
export const ApplicationTagPath = Type.Object({ pacticipant, tag })
export const ApplicationEnvironmentPath = Type.Object({ pacticipant, environment })
export const VersionEnvironmentPath = Type.Object({ pacticipant, version, environment })
export const ConsumerPath = Type.Object({ consumer: name('The name of the consumer.') })
export const EnvironmentPath = Type.Object({ environment })
export const UuidPath = Type.Object({ uuid })
