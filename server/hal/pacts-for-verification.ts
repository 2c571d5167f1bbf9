import type { PactForVerification, PactsForVerification } from '../../schemas/pacts-for-verification.ts'
import type { Chosen } from '../domain/chosen-publication.ts'
import { encodeToken, type Metadata } from '../domain/metadata-token.ts'
import type { PactToVerify } from '../domain/pacts-to-verify.ts'
import { noticesFor, oldFormNotice } from '../domain/selection-sentences.ts'
import type { VerificationQuestion } from '../domain/verification-question.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'

interface Frame {
  base: string
  provider: string
  question: VerificationQuestion
  /** How long a result of another branch counts against work in progress. */
  lookBackDays: number
  /** Asked by GET. */
  oldForm: boolean
}

/**
 * The list that verifiers read. Theirs is a strict reader: every item has a `shortDescription`, its `_links` hold
 * objects only, `notices` hold strings only, and `pending` is never null; one slip, and it sees no pacts at all.
 */
export function pactsForVerificationDocument(items: PactToVerify[], frame: Frame): PactsForVerification {
  const { base, provider } = frame
  return {
    _embedded: { pacts: items.map(item => describe(item, frame)) },
    _links: { self: link(base, urls.pactsForVerification(provider), { title: 'Pacts to be verified' }) }
  }
}

function describe(item: PactToVerify, { base, provider, question, lookBackDays, oldForm }: Frame): PactForVerification {
  const { consumer, version, sha } = item.publication
  const notices = noticesFor(item, base + urls.contract(provider, consumer, sha), { ...question, lookBackDays })
  return {
    shortDescription: item.shortDescription,
    verificationProperties: {
      ...(item.pending && { pending: item.pending.pending }),
      ...(item.wip && { wip: true as const }),
      notices: oldForm ? [oldFormNotice, ...notices] : notices
    },
    _links: {
      self: link(base, urls.contract(provider, consumer, sha, tokenFor(item)), {
        name: `Pact between ${consumer} (${version}) and ${provider}`
      })
    }
  }
}

/** A longer address would not find its route, and a `tag` selector may have chosen hundreds of versions with one content. */
const longestToken = 2000

/** What comes back with the result. A result for work in progress says only that: it counts differently. */
function tokenFor({ chosen, pending, wip }: PactToVerify): string {
  if (wip) return encodeToken({ consumerVersions: [], selectors: [], wip: true })
  const selectors = chosen.map(selectorFor)
  for (;;) {
    const token = encodeToken({ consumerVersions: [], selectors, ...(pending && { pending: pending.pending }) })
    if (token.length <= longestToken || selectors.length === 1) return token
    selectors.length = Math.ceil(selectors.length / 2)
  }
}

function selectorFor({ choice, publication }: Chosen): Metadata['selectors'][number] {
  const consumerVersion = publication.version
  switch (choice.rule) {
    case 'latest':
      return { latest: true, consumerVersion }
    case 'branch':
      return { branch: choice.branch, latest: true, consumerVersion }
    case 'latest-with-tag':
      return { tag: choice.tag, latest: true, consumerVersion }
    case 'tag':
      return { tag: choice.tag, consumerVersion }
    case 'deployed':
    case 'released':
      return { consumerVersion }
  }
}
