import { appendMembers } from '../domain/contracts/served-text.ts'
import type { Publication } from '../domain/publication.ts'
import { curies, instant, type Link, link, template } from './document.ts'
import { urls } from './urls.ts'

export const pactTitle = ({ consumer, version, provider }: Pick<Publication, 'consumer' | 'version' | 'provider'>) =>
  `Pact between ${consumer} (${version}) and ${provider}`

export interface Fetched {
  publication: Publication
  /** Carried by the address for results, where the pact was fetched by one that selects. */
  token?: string | undefined
  /** The consumer versions which the token of the request's own address names, newest first. */
  consumerVersions?: readonly string[]
}

/** Every relation of a pact. Reference 1.8.1. */
function pactLinks(base: string, { publication, token, consumerVersions = [] }: Fetched): Record<string, unknown> {
  const { provider, consumer, version, sha } = publication
  const at = (path: string, title: string, name?: string): Link =>
    link(base, path, name === undefined ? { title } : { title, name })
  return {
    self: at(urls.pact(provider, consumer, version), 'Pact', pactTitle(publication)),
    'pb:consumer': at(urls.application(consumer), 'Consumer', consumer),
    'pb:consumer-version': at(urls.version(consumer, version), 'Consumer version', version),
    ...(consumerVersions.length > 0 && {
      'pb:consumer-versions': consumerVersions.map(number => at(urls.version(consumer, number), 'Consumer version', number))
    }),
    'pb:provider': at(urls.application(provider), 'Provider', provider),
    'pb:pact-version': at(urls.contract(provider, consumer, sha), 'Pact content', sha),
    'pb:latest-pact-version': at(urls.latestPact(provider, consumer), 'Latest pact of the pair'),
    'pb:all-pact-versions': at(urls.pacts(provider, consumer), 'All versions of the pact'),
    'pb:latest-untagged-pact-version': at(urls.latestUntaggedPact(provider, consumer), 'Latest pact of a version without tags'),
    'pb:latest-tagged-pact-version': template(base, `${urls.latestPact(provider, consumer)}/{tag}`, 'Latest pact with the tag'),
    'pb:previous-distinct': at(urls.previousDistinctPact(provider, consumer, version), 'Previous pact with other content'),
    'pb:diff-previous-distinct': at(urls.pactDifference(provider, consumer, version), 'What changed since then'),
    'pb:diff': template(
      base,
      `${urls.contractDifference(provider, consumer, sha)}/{pactVersion}`,
      'Difference from another content'
    ),
    'pb:pact-webhooks': at(urls.pairWebhooks(provider, consumer), 'Webhooks of the pair'),
    'pb:consumer-webhooks': at(urls.consumerWebhooks(consumer), 'Webhooks of the consumer'),
    'pb:tag-prod-version': at(urls.tag(consumer, version, 'prod'), 'PUT here: tag the consumer version prod'),
    'pb:tag-version': template(base, `${urls.version(consumer, version)}/tags/{tag}`, 'PUT here: tag the consumer version'),
    'pb:publish-verification-results': at(
      urls.verifications(provider, consumer, sha, token),
      'POST here: the result of a verification'
    ),
    'pb:latest-verification-results': at(urls.latestVerification(provider, consumer, sha), 'Latest result'),
    'pb:comparisons': at(urls.contractComparisons(provider, consumer, sha), 'Comparisons with what the provider offers'),
    'pb:triggered-webhooks': at(urls.pactTriggeredWebhooks(provider, consumer, version), 'Webhooks triggered by the pact'),
    'pb:matrix-for-consumer-version': at(urls.matrixForConsumerVersion(consumer, version), 'Matrix of the consumer version'),
    curies: curies(base, 'pact')
  }
}

/** The pact as text: what the consumer wrote, to the digit, with `createdAt` and `_links` at its end. */
export function pactDocument(base: string, text: string, fetched: Fetched): string {
  return appendMembers(text, {
    createdAt: JSON.stringify(instant(fetched.publication.createdAt)),
    _links: JSON.stringify(pactLinks(base, fetched))
  })
}

/** `application/vnd.pactbrokerextended.v1+json`: the content apart, and the tags for which it is the latest pact. */
export function extendedPactDocument(base: string, text: string, fetched: Fetched, tags: readonly string[]): string {
  const { provider, consumer, version, createdAt } = fetched.publication
  const items = tags.map(name => ({
    name,
    latest: true,
    _links: {
      self: link(base, urls.tag(consumer, version, name), { title: 'Tag', name }),
      'pb:latest-pact': link(base, urls.latestTaggedPact(provider, consumer, name), { title: 'Latest pact with the tag', name })
    }
  }))
  return `{"contract":${text.trim()},"createdAt":${JSON.stringify(instant(createdAt))},"_embedded":${JSON.stringify({ tags: items })},"_links":${JSON.stringify(pactLinks(base, fetched))}}`
}

/** After a deletion: where to go on. */
export function pactRemoved(base: string, pair: { provider: string; consumer: string }, another: boolean) {
  const latest = link(base, urls.latestPact(pair.provider, pair.consumer), { title: 'Latest pact of the pair' })
  return { _links: { index: { href: base }, ...(another && { 'pb:latest-pact-version': latest }) } }
}
