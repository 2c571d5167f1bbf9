import type { ComparedPacts } from '../actions/compare-pacts.ts'
import { ago } from '../domain/age.ts'
import type { Publication } from '../domain/publication.ts'
import { instant } from './document.ts'
import { urls } from './urls.ts'

/** A difference as text: who, when, how much, what, and where both contracts are. Reference 1.8.6. */
export function pactDifferenceText(base: string, { before, after, difference }: ComparedPacts, now: number): string {
  const { consumer, provider, version, createdAt } = after
  if (before === undefined) {
    return `No version of ${consumer} before ${version} has a pact with ${provider} of other content.\n`
  }
  const { counts, lines, complete } = difference
  return [
    `Pact between ${consumer} and ${provider}: version ${before.version} compared with version ${version}`,
    `Version ${version} was published ${ago(now - createdAt)}, on ${instant(createdAt)}.`,
    '',
    before.contractId === after.contractId
      ? 'Both have the same content.'
      : `Interactions: ${counts.changed} changed, ${counts.added} added, ${counts.removed} removed, ${counts.same} unchanged.`,
    '',
    ...lines,
    ...(complete ? [] : ['… and more. This is as much as is shown here; both contracts are below.', '']),
    '_links:',
    ...[before, after].map(publication => linkLines(base, publication)),
    ''
  ].join('\n')
}

const linkLines = (base: string, { provider, consumer, version }: Publication) =>
  `  ${JSON.stringify(`pact of ${consumer} ${version}`)}:\n    href: ${base}${urls.pact(provider, consumer, version)}`
