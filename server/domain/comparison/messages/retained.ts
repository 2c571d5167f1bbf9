import type { Finding } from '../findings.ts'
import type { MessageInteraction } from '../pacts/pact.ts'
import { candidatesFor } from './candidates.ts'
import type { Matched } from './compare-message.ts'
import { type Catalogue, messageOf } from './offer.ts'

export interface MatchedMessage extends Matched {
  message: MessageInteraction
}

/**
 * What counts where the provider version runs no more and only what it sent is still read. It receives nothing any more; and what the
 * contract expects beyond it does no harm, as long as everything that may be meant is read in one of its versions.
 * docs/messages.md, Topics.
 */
export function countingWhileRetained(matched: readonly MatchedMessage[], catalogues: readonly Catalogue[]): Finding[] {
  const events = matched.filter(({ message }) => message.kind === 'asynchronous')
  // Of what was sent, not all is known.
  if (catalogues.length === 0 || catalogues.some(({ problems }) => problems.length > 0))
    return events.flatMap(({ findings }) => findings)
  const offers = catalogues.flatMap(catalogue => catalogue.offers)
  const read = new Set(events.flatMap(one => (one.offer === undefined || refuses(one) ? [] : [messageOf(one.offer)])))
  return events.flatMap(one => {
    const isBeyond = refuses(one) && candidatesFor(one.message, offers).offers.every(offer => read.has(messageOf(offer)))
    return isBeyond ? [] : one.findings
  })
}

const refuses = ({ findings }: Matched) => findings.some(({ severity }) => severity === 'error')
