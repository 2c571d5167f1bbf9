import type { Line, Outcome } from './report.ts'
import type { ConsumerOutcome, Finding, PlacedVersion } from './simulations.ts'
import { windowInWords } from './window-in-words.ts'

const severities: Record<Finding['severity'], Outcome> = { error: 'fail', undecided: 'unknown', warning: 'warn', info: 'info' }

export function findingLine({ severity, code, text, element, interaction, window }: Finding): Line {
  const where = [element, interaction && `in "${interaction}"`].filter(part => part !== undefined && part !== '')
  return {
    outcome: severities[severity],
    text: [text, ...where, `(${code})`].join(' '),
    ...(window && { notes: [`It is ${windowInWords(window)}.`] })
  }
}

/** `7 (live in production; head of main)`. */
export function placed({ number, environments, held = [], branches }: PlacedVersion): string {
  const parts = [
    environments.length > 0 && `live in ${environments.join(', ')}`,
    held.length > 0 && `held in ${held.join(', ')}`,
    branches.length > 0 && `head of ${branches.join(', ')}`
  ].filter(part => part !== false)
  return parts.length === 0 ? number : `${number} (${parts.join('; ')})`
}

const words: Record<ConsumerOutcome['outcome'], [outcome: Outcome, words: string]> = {
  breaks: ['fail', 'would break'],
  'at-risk': ['unknown', 'may break'],
  'already-broken': ['warn', 'does not fit, and did not before'],
  unaffected: ['pass', 'is not affected'],
  'not-compared': ['unknown', 'was not compared']
}

export function consumerLine({ name, outcome, versions, findings, alreadyBroken }: ConsumerOutcome): Line {
  const [judged, said] = words[outcome]
  const before = outcome === 'already-broken' ? alreadyBroken : []
  return {
    outcome: judged,
    code: outcome,
    text: `${name} ${versions.map(placed).join(', ')} ${said}`,
    lines: [...findings.map(findingLine), ...before.map(finding => findingLine({ ...finding, severity: 'info' }))]
  }
}

/** What is said without judging. */
export const info = (text: string, lines: readonly Line[] = []): Line => ({ outcome: 'info', text, lines })
