import type { Notice } from '../../problem.ts'
import type { Ignored } from './ignored.ts'
import { type Destination, hasConditions, isPlace } from './question.ts'
import type { Row } from './rows.ts'
import type { Selected } from './selection.ts'
import { type MatrixFacts, missingSelections, withoutRow } from './summary.ts'

/** What the asker is told, in the order of reference 3.10.4. Clients print the texts; only types and conditions are fixed. */
export function noticesOf(facts: MatrixFacts): Notice[] {
  const warnings = warningsOf(facts)
  const missing = missingSelections(facts).map(nothingSelected)
  const errors = missing.length > 0 ? missing : [...withoutRow(facts).map(unverified), ...rowErrors(facts)]
  const verdict = errors.length > 0 ? errors.map(text => ({ type: 'error' as const, text })) : [success(facts)]
  return distinct([...warnings, ...verdict])
}

function warningsOf({ specified, ignored, destination }: MatrixFacts): Notice[] {
  const texts = ignored.filter(({ unknown }) => unknown).map(cannotIgnore)
  if (specified.length === 1 && !isPlace(destination)) {
    texts.push('It is better to name the environment that the version goes to: what it meets there is what matters.')
  }
  const conditional = specified.filter(({ selector }) => hasConditions(selector))
  if (conditional.length > 0 && conditional.every(({ selector }) => selector.version === undefined)) {
    texts.push('It is better to name the version: another build may become the latest between this answer and the deployment.')
  }
  return texts.map(text => ({ type: 'warning', text }))
}

const cannotIgnore = ({ application, version }: Ignored) =>
  version === undefined
    ? `${application} cannot be ignored: no application has that name.`
    : `Version ${version} of ${application} cannot be ignored: no such version is known.`

function nothingSelected({ selector, application }: Selected): string {
  const { name } = application
  if (selector.version !== undefined) return `No contracts or results are published for version ${selector.version} of ${name}.`
  if (selector.tag !== undefined) return `No version of ${name} has the tag ${selector.tag}.`
  if (selector.branch !== undefined) return `No version of ${name} is on the branch ${selector.branch}.`
  if (selector.mainBranch) return `No version of ${name} is on its main branch.`
  if (selector.environment !== undefined) return `Nothing of ${name} is deployed or released in ${selector.environment} now.`
  return `${name} has no version.`
}

const unverified = ({ consumer, provider }: { consumer: string; provider: string }) =>
  `There is no verified contract between ${consumer} and ${provider}.`

function rowErrors({ rows, destination }: MatrixFacts): string[] {
  const considered = rows.filter(row => !row.ignored)
  const failed = considered.filter(({ result }) => result?.success === false).map(verificationFailed)
  const missing = considered.filter(({ result }) => result === null).map(row => notVerified(row, destination))
  return [...failed, ...missing]
}

const versionOf = ({ name, version }: { name: string; version: { number: string } | null }) =>
  version === null ? name : `${name} (${version.number})`

const verificationFailed = ({ consumer, provider, result }: Row) =>
  `The ${result?.comparison ? 'comparison' : 'verification'} of the contract between ${versionOf(consumer)} and ${versionOf(provider)} failed.`

function notVerified({ consumer, provider }: Row, destination: Destination | undefined): string {
  const where = provider.version === null ? whereabouts(destination, provider.name) : ''
  return `There is no verified contract between ${versionOf(consumer)} and ${versionOf(provider)}${where}.`
}

function whereabouts(destination: Destination | undefined, provider: string): string {
  switch (destination?.kind) {
    case 'environment':
      return ` as it is in ${destination.name} (or no version of ${provider} is there)`
    case 'tag':
      return ` with the tag ${destination.name}`
    case 'main-branch':
      return ` on its main branch`
    case 'latest':
    case undefined:
      return ''
  }
}

function success({ rows }: MatrixFacts): Notice {
  const any = rows.some(row => !row.ignored)
  return {
    type: 'success',
    text: any ? 'All required verification results are published and successful.' : 'There are no missing dependencies.'
  }
}

function distinct(notices: Notice[]): Notice[] {
  const byText = new Map(notices.map(notice => [`${notice.type} ${notice.text}`, notice]))
  return [...byText.values()]
}
