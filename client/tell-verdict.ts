import type { Output } from './output.ts'
import { answerOf, type MatrixDocument } from './questions.ts'
import type { Answer, Owner, Reason, Verdict } from './verdict.ts'

export interface Told {
  /** `web 7`, or `web 7 and api 3`. */
  what: string
  /** `deployed to production`, `merged`. */
  how: string
  /** A merge has nothing to be alone in. */
  alone?: false
}

/** The answer for a person: first the answer, then why, then what to do. */
export function tellVerdict(document: MatrixDocument, told: Told, out: Output): string {
  const { verdict } = document
  if (verdict === undefined) return tellSummary(document, told, out)
  const lines = [headline(answerOf(document), verdict, told, out), ...reasonLines(verdict.reasons, out)]
  for (const one of verdict.each ?? []) {
    lines.push(`  ${mark(one.answer, out)} ${namesOf(one)} alone: ${one.answer}`)
  }
  const todo = whatToDo(answerOf(document), verdict, told)
  return todo === undefined ? lines.join('\n') : [...lines, '', todo].join('\n')
}

/** Behind a Pact Broker, or without a destination: its own words. */
function tellSummary(document: MatrixDocument, { what, how }: Told, out: Output): string {
  const { summary, notices = [] } = document
  const answer = answerOf(document)
  const counts = `${summary.success} verified, ${summary.failed} failed, ${summary.unknown} unknown`
  const lines = notices.map(({ type, text }) => {
    const colour = type === 'success' ? 'green' : type === 'error' || type === 'danger' ? 'red' : 'yellow'
    return `  ${out.paint(colour, text)}`
  })
  const said = notices.length > 0 ? lines : [`  ${summary.reason}`]
  return [out.paint(colours[answer], `${sentences[answer](what, how)} (${counts})`), ...said].join('\n')
}

export const colours = { yes: 'green', no: 'red', unknown: 'yellow' } as const

const sentences: Record<Answer, (what: string, how: string) => string> = {
  yes: (what, how) => `Yes, ${what} can be ${how}.`,
  no: (what, how) => `No, ${what} cannot be ${how}.`,
  unknown: (what, how) => `Unknown: nothing proves yet that ${what} can be ${how}.`
}

function headline(answer: Answer, verdict: Verdict, { what, how, alone }: Told, out: Output): string {
  const way = verdict.together === true ? `${how} together` : alone === false ? how : `${how} alone`
  return out.paint(colours[answer], out.paint('bold', sentences[answer](what, way)))
}

const order = ['fail', 'unknown', 'warn', 'pass'] as const

export function reasonLines(reasons: readonly Reason[], out: Output): string[] {
  const sorted = order.flatMap(outcome => reasons.filter(reason => reason.outcome === outcome))
  const passes = reasons.filter(({ outcome }) => outcome === 'pass').length
  // A single pass is said as it is: a count of one tells less in as much room.
  const folded = !out.verbose && passes > 1
  const lines = sorted.filter(({ outcome }) => !folded || outcome !== 'pass').flatMap(reason => reasonLine(reason, out))
  return folded ? [...lines, `  ${mark('yes', out)} ${passes} more reasons pass (--verbose shows them).`] : lines
}

function reasonLine(reason: Reason, out: Output): string[] {
  const { outcome, sentence, next, evidence, owner, notes = [], clearsByItself } = reason
  const lines = [`  ${mark(outcome, out)} ${sentence}`, ...notes.map(note => `      ${note}`)]
  if (outcome === 'pass' && !out.verbose) return lines
  if (owner !== undefined && isOpen(reason)) lines.push(`      Blocked by ${inWords(owner)}.`)
  if (clearsByItself) lines.push('      This is under way and may clear by itself.')
  if (next !== undefined) lines.push(`      ${out.paint('bold', 'Next:')} ${next}`)
  if (evidence !== undefined && outcome !== 'warn') lines.push(`      ${out.paint('dim', evidence)}`)
  return lines
}

function mark(outcome: Reason['outcome'] | Answer, out: Output): string {
  switch (outcome) {
    case 'pass':
    case 'yes':
      return out.paint('green', '✓')
    case 'fail':
    case 'no':
      return out.paint('red', '✗')
    case 'warn':
      return out.paint('yellow', '!')
    case 'unknown':
      return out.paint('yellow', '?')
  }
}

const namesOf = ({ versions = [] }: Verdict) =>
  versions.map(({ pacticipant, version }) => `${pacticipant} ${version}`).join(' and ') || 'each'

const isOpen = ({ outcome }: Reason) => outcome === 'fail' || outcome === 'unknown'

/** `payments (team payments, #payments)`. */
export function inWords({ application, owner, contact }: Owner): string {
  const reach = [...(owner === undefined ? [] : [`team ${owner}`]), ...(contact === undefined ? [] : [contact])]
  return reach.length === 0 ? application : `${application} (${reach.join(', ')})`
}

function whatToDo(answer: Answer, { alone, reasons, together }: Verdict, { what }: Told): string | undefined {
  if (answer === 'yes') return undefined
  const open = reasons.filter(isOpen)
  const owners = [...new Set(open.flatMap(({ owner }) => (owner === undefined ? [] : inWords(owner))))]
  const who = owners.length === 0 ? '' : ` Blocked by ${owners.join(' and ')}.`
  if (open.length > 0 && open.every(({ clearsByItself }) => clearsByItself)) {
    return `What to do: wait. What is missing is under way; --wait SECONDS asks again.${who}`
  }
  if (answer === 'unknown' && alone === 'unknown') return `What to do: get what is marked ? verified, then ask again.${who}`
  if (alone === 'no' && together !== true) {
    return `What to do: ${what} as it is needs another application to be deployed first; see above for which.${who}`
  }
  return `What to do: put right what is marked ✗ or ?, then ask again.${who}`
}
