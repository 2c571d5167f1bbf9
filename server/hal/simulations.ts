import type { Static } from 'typebox'
import type { DifferenceDocument, PactSimulationDocument, SimulationDocument } from '../../schemas/simulate.ts'
import type { Simulation } from '../actions/simulate.ts'
import type { PactSimulation } from '../actions/simulate-pact.ts'
import type { DocumentDifference } from '../domain/simulation/compare-documents.ts'
import { link } from './document.ts'
import { answerOf, findingsDocument } from './findings.ts'
import { placedVersion } from './placed-versions.ts'
import { urls } from './urls.ts'
import { windowFields } from './window-fields.ts'
import { removalReason } from './windows.ts'

type Answer = 'yes' | 'no' | 'unknown'

const byOutcome = ['breaks', 'not-compared', 'at-risk', 'already-broken', 'unaffected'] as const

export function simulationDocument(
  base: string,
  { provider, bases, contracts, messages, broken, windowOf }: Simulation,
  self: string
): Static<typeof SimulationDocument> {
  const count = (wanted: (typeof byOutcome)[number]) => contracts.filter(({ outcome }) => outcome === wanted).length
  const complete = count('not-compared') === 0
  const worst = answerOf(messages.flatMap(({ findings }) => findings))
  const undecided = !complete || worst === 'unknown' || contracts.some(each => each.undecided)
  const isRefused = broken.some(({ reason }) => reason.outcome === 'fail')
  const answer: Answer = count('breaks') > 0 || worst === 'no' || isRefused ? 'no' : undecided ? 'unknown' : 'yes'
  return {
    answer,
    summary: {
      breaks: count('breaks'),
      atRisk: count('at-risk'),
      alreadyBroken: count('already-broken'),
      unaffected: count('unaffected'),
      notCompared: count('not-compared')
    },
    complete,
    notices: noticesOf(provider, { bases, contracts, complete }),
    comparedWith: bases.map(({ version, environments, isMain }) => ({ number: version, environments, mainBranch: isMain })),
    consumers: contracts
      .toSorted((a, b) => byOutcome.indexOf(a.outcome) - byOutcome.indexOf(b.outcome))
      .map(({ consumer, outcome, versions, against, findings, alreadyBroken }) => ({
        name: consumer,
        outcome,
        versions: versions.map(version => placedVersion(base, version)),
        comparedWith: against,
        findings: findingsDocument(findings, windowOf),
        alreadyBroken: findingsDocument(alreadyBroken, windowOf)
      })),
    promises: broken.map(({ element, window, reason }) => ({
      element,
      ...removalReason(reason, { provider, element, window, users: [] }),
      window: windowFields(window)
    })),
    messages: messages
      .filter(({ findings }) => findings.length > 0)
      .map(({ version, findings }) => ({ comparedWith: version, findings: findingsDocument(findings, windowOf) })),
    _links: {
      self: { href: self, title: `What would become of the consumers of ${provider}` },
      'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider })
    }
  }
}

function noticesOf(
  provider: string,
  { bases, contracts, complete }: Pick<Simulation, 'bases' | 'contracts'> & { complete: boolean }
): Array<{ type: string; text: string }> {
  const notices: Array<{ type: string; text: string }> = []
  if (contracts.length === 0) {
    notices.push({
      type: 'warning',
      text: `No consumer of ${provider} that is live, or head of the branch asked for, has a contract with it.`
    })
  }
  if (bases.length === 0) {
    notices.push({ type: 'info', text: `${provider} offers nothing yet: whatever does not fit counts as broken.` })
  }
  if (!complete)
    notices.push({ type: 'warning', text: 'Not everything was compared: the time was over, or there are too many contracts.' })
  return notices
}

export function pactSimulationDocument(
  base: string,
  { provider, versions, windowOf }: PactSimulation,
  self: string
): Static<typeof PactSimulationDocument> {
  const told = versions.map(({ version, environments, isMain, compared, findings }) => ({
    number: version,
    environments,
    mainBranch: isMain,
    answer: compared ? answerOf(findings) : ('unknown' as const),
    findings: findingsDocument(findings, windowOf),
    _links: { self: link(base, urls.version(provider, version), { title: 'Version', name: version }) }
  }))
  const none = { type: 'warning', text: `${provider} offers nothing that the contract could be compared with.` }
  return {
    answer: worstOf(told.map(({ answer }) => answer)),
    notices: told.length === 0 ? [none] : [],
    versions: told,
    _links: {
      self: { href: self, title: `What a contract with ${provider} would meet` },
      'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider })
    }
  }
}

function worstOf(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no'
  return answers.length === 0 || answers.includes('unknown') ? 'unknown' : 'yes'
}

export function differenceDocument({
  findings,
  complete,
  added,
  removed,
  deprecated
}: DocumentDifference): Static<typeof DifferenceDocument> {
  const answer = answerOf(findings)
  return {
    answer: answer === 'yes' && !complete ? 'unknown' : answer,
    complete,
    findings: findingsDocument(findings),
    added,
    removed,
    deprecated: deprecated.map(({ key, deprecatedOn, sunset }) => ({
      element: key,
      ...(deprecatedOn !== undefined && { deprecatedOn }),
      ...(sunset !== undefined && { sunset })
    }))
  }
}
