import { deepestNesting, nestsDeeperThan } from '../../domain/json-depth.ts'
import { NotGiven } from '../errors.ts'
import { segmentAfter } from './addresses.ts'
import { dateAt, hrefOf, isDocument, linksOf, textAt } from './document.ts'
import type { Source } from './source.ts'

/** A contract as the source serves it, to the digit. */
export interface SourceContract {
  provider: string
  text: string
  /** Undefined for content that has no place for it: a list. */
  sha: string | undefined
  createdAt: number | undefined
}

/** The provider of a contract's address: known before the contract is fetched. */
export const providerOf = (href: string): string | undefined => segmentAfter(href, 'provider')

/** Fetches a contract. Undefined where it is not there any more. Reference 1.8.1. */
export async function readContract(source: Source, href: string): Promise<SourceContract | undefined> {
  const text = await source.findText(href)
  const provider = providerOf(href)
  if (text === undefined || provider === undefined) return undefined
  if (nestsDeeperThan(text, deepestNesting)) throw new NotGiven(`${href} is nested deeper than ${deepestNesting} levels`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new NotGiven(`${href} is not JSON`)
  }
  if (!isDocument(value)) return { provider, text, sha: undefined, createdAt: undefined }
  const [link] = linksOf(value, 'pb:pact-version')
  const sha = (link && textAt(link, 'name')) ?? segmentAfter(hrefOf(value, 'pb:pact-version') ?? '', 'pact-version')
  return { provider, text, sha, createdAt: dateAt(value, 'createdAt') }
}
