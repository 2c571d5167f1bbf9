import { isRetained, type Pairing } from './matrix/pairing.ts'
import { dayOf } from './policy-rules.ts'
import { shellWord } from './shell-word.ts'

/** Publishes the contracts of a version. */
export const publish = (number: string) => `soloist publish ./pacts --consumer-app-version ${shellWord(number)}`

/** Either side can be made to fit; the matrix shows which versions do already. */
export function deployFitting(pairing: Pairing, does: string): string {
  const { consumer, provider } = pairing
  if (isRetained(pairing)) {
    const until = provider.held?.until ?? null
    const wait = until === null ? '' : ` Else wait: after ${dayOf(until)} they are read no more.`
    return `Let ${consumer.name} read the messages that ${provider.name} ${provider.version?.number} sent, too.${wait}`
  }
  const [mine, theirs] = isProviderAsked(pairing) ? [provider, consumer] : [consumer, provider]
  const version = mine.version === null ? '' : ` --version ${shellWord(mine.version.number)}`
  const matrix = `soloist matrix --pacticipant ${shellWord(mine.name)}${version} --pacticipant ${shellWord(theirs.name)}`
  const what = isProviderAsked(pairing) ? 'with a contract that it satisfies' : `that ${does}`
  return `Deploy a version of ${theirs.name} ${what} (${matrix} shows which there are), or change ${mine.name}.`
}

/** Whether the provider is on its way, and the consumer there already. */
export const isProviderAsked = ({ consumer, provider }: Pairing) => consumer.side === 'inferred' && provider.side === 'specified'

/** A build of the provider does this, with the version that is there. `pact`: the address of the contract. */
export function verify({ consumer, provider }: Pairing, pact: string | undefined): string {
  const version = provider.version === null ? 'with the version that runs' : `with version ${provider.version.number}`
  return `In ${provider.name}, ${version}: verify ${pact ?? `the contract of ${consumer.name} ${consumer.version.number}`} and publish the result`
}
