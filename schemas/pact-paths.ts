import { Type } from 'typebox'

const name = (description: string) => Type.String({ description })

const pair = { provider: name('The provider.'), consumer: name('The consumer.') }
const sha = { sha: name('The sha of the content.') }
const token = { token: Type.Optional(name('How the pact was selected, as the broker gave it.')) }

export const ProviderPath = Type.Object({ provider: pair.provider })
export const ProviderTagPath = Type.Object({ provider: pair.provider, tag: name('A tag of consumer versions.') })
export const ProviderBranchPath = Type.Object({ provider: pair.provider, branch: name('A branch of the consumers.') })
export const PairPath = Type.Object(pair)
export const PairTagPath = Type.Object({ ...pair, tag: name('A tag of consumer versions.') })
export const PairBranchPath = Type.Object({ ...pair, branch: name('A branch of the consumer.') })
export const PactPath = Type.Object({ ...pair, version: name('The consumer version.') })
export const TwoVersionsPath = Type.Object({ ...pair, version: name('A consumer version.'), other: name('Another one.') })
export const TwoContractsPath = Type.Object({ ...pair, ...sha, other: name('The sha of another content.') })
export const ProviderEnvironmentPath = Type.Object({ provider: pair.provider, environment: name('The name of the environment.') })
export const ContractPath = Type.Object({ ...pair, ...sha, ...token })
export const VerificationPath = Type.Object({ ...pair, ...sha, ...token, number: name('The number of the result.') })
export const ConsumerVersionPath = Type.Object({ consumer: pair.consumer, version: name('Its version.') })
