import type { Static } from 'typebox'
import type { ComparisonDocument, ComparisonFinding, ComparisonsDocument } from '../../schemas/comparisons.ts'
import type { KeptFinding } from '../domain/comparison.ts'
import { mayBeMadeAgain } from '../domain/comparison.ts'
import type { Comparison } from '../storage/comparisons.ts'
import { instant, link, present, soloistCurie } from './document.ts'
import { urls } from './urls.ts'

export function comparisonDocument(
  base: string,
  comparison: Comparison,
  findings: readonly KeptFinding[]
): Static<typeof ComparisonDocument> {
  const { id, errors, warnings, undecided, infos, consumer } = comparison
  const leftOut = errors + warnings + undecided + infos - findings.length
  const told = summary(base, comparison)
  return {
    ...told,
    findings: findings.map(finding => ({ ...finding, consumers: [consumer] }) as Static<typeof ComparisonFinding>),
    ...(leftOut > 0 && { findingsLeftOut: leftOut }),
    ...(mayBeMadeAgain(comparison) && {
      _links: {
        ...told._links,
        'soloist:compare-again': link(base, urls.compareAgain(id), { title: 'Make the comparison once more' }),
        curies: [soloistCurie(base, 'comparison')]
      }
    })
  }
}

/** `self` is the address asked. */
export function comparisonsDocument(
  base: string,
  comparisons: readonly Comparison[],
  self: string
): Static<typeof ComparisonsDocument> {
  return {
    _embedded: { comparisons: comparisons.map(comparison => summary(base, comparison)) },
    _links: {
      self: { href: self, title: 'Comparisons' },
      'pb:comparisons': comparisons.map(({ id }) => link(base, urls.comparison(id), { title: 'Comparison', name: String(id) }))
    }
  }
}

function summary(base: string, comparison: Comparison) {
  const { id, state, outcome, retainedOutcome, errors, warnings, undecided, infos, documents, ruleSet, engine, duration } =
    comparison
  const { createdAt, startedAt, finishedAt, consumer, provider, sha, consumerVersion, providerVersion } = comparison
  const moment = (at: number | null) => (at === null ? null : instant(at))
  const reference = (name: string) => ({ name, _links: { self: link(base, urls.application(name)) } })
  return {
    id,
    state,
    ...present({ outcome }),
    ...(retainedOutcome !== null && retainedOutcome !== outcome && { retainedOutcome }),
    counts: { error: errors, warning: warnings, undecided, info: infos },
    documents,
    ruleSet,
    ...present({ engine, duration }),
    createdAt: instant(createdAt),
    ...present({ startedAt: moment(startedAt), finishedAt: moment(finishedAt) }),
    _embedded: { consumer: reference(consumer), provider: reference(provider) },
    _links: {
      self: link(base, urls.comparison(id), { title: 'Comparison', name: String(id) }),
      'pb:pact-version': link(base, urls.contract(provider, consumer, sha), { title: 'Pact content', name: sha }),
      ...(consumerVersion !== null && {
        'pb:pact': link(base, urls.pact(provider, consumer, consumerVersion), { title: 'Pact', name: consumerVersion })
      }),
      ...(providerVersion !== null && {
        'pb:provider-contracts': link(base, urls.providerContracts(provider, providerVersion), {
          title: 'Provider contracts of the version',
          name: providerVersion
        })
      }),
      'pb:consumer': link(base, urls.application(consumer), { title: 'Consumer', name: consumer }),
      'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider })
    }
  }
}
