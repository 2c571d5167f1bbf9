import type { PublishContracts } from '../../schemas/contracts.ts'
import { decodeContract, differingNames } from '../domain/contracts/check-content.ts'
import { type Content, readContent } from '../domain/contracts/content.ts'
import { mergeContents } from '../domain/contracts/merge.ts'
import { nameProblem, type SameName } from '../domain/names.ts'
import { checkVersionFields, placed } from './check-version-fields.ts'

export interface CheckedOffer {
  provider: string
  content: Content
  merge: boolean
}

type Errors = Record<string, string[]>

/** What is wrong with a request to publish, by field, or the contracts to publish. Its shape was checked before. */
export function checkPublishing(asked: PublishContracts, same: SameName): { errors: Errors } | { offers: CheckedOffer[] } {
  const errors: Errors = {}
  const note = (field: string, problem: string | undefined) => {
    if (problem !== undefined) (errors[field] ??= []).push(problem)
  }
  note('pacticipantName', nameProblem(asked.pacticipantName))
  checkVersionFields(asked, note)

  const offers: CheckedOffer[] = []
  for (const [index, contract] of asked.contracts.entries()) {
    const checked = checkContract(contract, asked.pacticipantName, same)
    const joined = typeof checked === 'object' && 'provider' in checked ? joinOffers(offers, checked) : checked
    for (const problem of joined) note('contracts', placed(problem, index))
  }
  return Object.keys(errors).length > 0 ? { errors } : { offers }
}

function checkContract(
  contract: PublishContracts['contracts'][number],
  application: string,
  same: SameName
): string[] | CheckedOffer {
  const { consumerName, providerName, onConflict } = contract
  const problems: string[] = []
  for (const [field, name] of Object.entries({ consumerName, providerName })) {
    const problem = nameProblem(name)
    if (problem !== undefined) problems.push(`${field} ${problem}`)
  }
  if (consumerName !== application) {
    problems.push(`consumerName ${JSON.stringify(consumerName)} must be the pacticipantName ${JSON.stringify(application)}`)
  }
  const decoded = decodeContract(contract.content)
  if ('problem' in decoded) return [...problems, decoded.problem]
  for (const { side, name } of differingNames(decoded.value, { consumer: consumerName, provider: providerName }, same)) {
    const outer = side === 'consumer' ? consumerName : providerName
    problems.push(`${side} name in the content (${JSON.stringify(name)}) must be the ${side}Name (${JSON.stringify(outer)})`)
  }
  if (problems.length > 0) return problems
  return { provider: providerName, content: readContent(decoded.text), merge: onConflict === 'merge' }
}

/** A version has one contract for each provider: a second one in the same request must be the same, or be merged. */
function joinOffers(offers: CheckedOffer[], added: CheckedOffer): string[] {
  const twin = offers.find(({ provider }) => provider === added.provider)
  if (twin === undefined) {
    offers.push(added)
    return []
  }
  if (twin.content.sha === added.content.sha) return []
  const merged = added.merge ? mergeContents(twin.content, added.content) : undefined
  if (merged === undefined) return [`providerName ${JSON.stringify(added.provider)} is there twice, with different contents`]
  twin.content = merged
  return []
}
