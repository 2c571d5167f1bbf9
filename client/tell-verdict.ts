import { answerOf, type CanIDeploy, type MatrixDocument } from './questions.ts'
import { isOpen, type Line, type Report, worstFirst } from './report.ts'
import { shellWord } from './shell-word.ts'
import type { Answer, Owner, Reason, Verdict, VerdictOverride } from './verdict.ts'

type Overriding = Pick<Verdict, 'override' | 'overrideNotCovering'>

export interface Told {
  /** `web 7`, or `web 7 and api 3`. */
  what: string
  /** `deployed to production`, `merged`. */
  how: string
  /** A merge has nothing to be alone in. */
  alone?: false
  /** Where to, as far as a plan has to know. */
  destination?: Pick<CanIDeploy, 'environment' | 'applicationInstance' | 'ignore'>
}

/** The answer as a report: first the answer, then why, then what to do. */
export function tellVerdict(document: MatrixDocument, told: Told): Report {
  const { verdict } = document
  if (verdict === undefined) return tellSummary(document, told)
  const answer = answerOf(document)
  const alone = (verdict.each ?? []).map(
    (one): Line => ({
      outcome: outcomes[one.answer],
      text: `${namesOf(one)} alone: ${one.answer}`,
      lines: overridingLines(one, namesOf(one))
    })
  )
  if (answer === 'yes' && verdict.override !== undefined) {
    const lines = [...overridingLines(verdict, told.what), ...reasonLines(verdict.reasons).map(asWarning)]
    return { title: overridden(verdict, told), answer, lines }
  }
  const title = headline(answer, verdict, told)
  // Whether one applies is for the summary to say.
  const { override: _, ...said } = verdict
  const lines = [...overridingLines(said, told.what), ...reasonLines(verdict.reasons), ...alone]
  return { title, answer, lines, todo: whatToDo(answer, verdict, told), next: planCommand(verdict, told) }
}

/** Behind a Pact Broker, or without a destination: its own words. */
function tellSummary(document: MatrixDocument, { what, how }: Told): Report {
  const { summary, notices = [] } = document
  const answer = answerOf(document)
  const counts = `${summary.success} verified, ${summary.failed} failed, ${summary.unknown} unknown`
  const lines = notices.map(({ type, text }): Line => {
    if (type === 'success') return { outcome: 'pass', text }
    return { outcome: type === 'error' || type === 'danger' ? outcomes[answer === 'yes' ? 'unknown' : answer] : 'warn', text }
  })
  const said = notices.length > 0 ? lines : [{ outcome: outcomes[answer], text: summary.reason }]
  return { title: `${sentences[answer](what, how)} (${counts})`, answer, lines: said }
}

export const outcomes = { yes: 'pass', no: 'fail', unknown: 'unknown' } as const

const sentences: Record<Answer, (what: string, how: string) => string> = {
  yes: (what, how) => `Yes, ${what} can be ${how}.`,
  no: (what, how) => `No, ${what} cannot be ${how}.`,
  unknown: (what, how) => `Unknown: nothing proves yet that ${what} can be ${how}.`
}

function headline(answer: Answer, verdict: Verdict, { what, how, alone }: Told): string {
  const way = verdict.together === true ? `${how} together` : alone === false ? how : `${how} alone`
  return sentences[answer](what, way)
}

/** Loud: the answer is not yes, and the exit code says it may go. */
const overridden = ({ answer }: Verdict, { what, how }: Told) =>
  `OVERRIDDEN: ${what} may be ${how}. The answer itself is ${answer}.`

function asWarning(line: Line): Line {
  if (!isOpen(line)) return line
  const was = line.outcome === 'fail' ? 'fails' : 'is unknown'
  return { ...line, outcome: 'warn', notes: [`Overridden: this ${was}.`, ...(line.notes ?? [])] }
}

/** Somebody answers for it, or for some of it. */
export function overridingLines({ override, overrideNotCovering: other }: Overriding, what: string): Line[] {
  if (override !== undefined) return [overrideLine(override, what)]
  if (other === undefined) return []
  const text = `The override by ${other.by} until ${other.until} (${other.reason}) does not cover all of this.`
  return [{ ...overrideLine(other, what), text, notes: other.notCovered.map(sentence => `Not covered: ${sentence}`) }]
}

export const overrideLine = ({ by, until, reason, url }: VerdictOverride, what: string): Line => ({
  outcome: 'warn',
  code: 'override',
  text: `Override: ${by} answers for ${what} until ${until} (${reason}).`,
  link: url
})

export const reasonLines = (reasons: readonly Reason[]): Line[] => worstFirst(reasons.map(reasonLine))

function reasonLine(reason: Reason): Line {
  const { outcome, code, sentence, next, evidence, owner, notes = [], clearsByItself } = reason
  const blocked = owner !== undefined && isOpen(reason) ? [`Blocked by ${inWords(owner)}.`] : []
  const waits = clearsByItself ? ['This is under way and may clear by itself.'] : []
  return { outcome, code, text: sentence, notes: [...notes, ...blocked, ...waits], next, link: evidence }
}

const namesOf = ({ versions = [] }: Verdict) =>
  versions.map(({ pacticipant, version }) => `${pacticipant} ${version}`).join(' and ') || 'each'

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
    return `What to do: ${what} as it is needs another application to be deployed first.${who}`
  }
  return `What to do: put right what is marked ✗ or ?, then ask again.${who}`
}

/** How to get there: the order of deployments, where the broker says that one may be found. */
function planCommand({ plan, versions: [one] = [] }: Verdict, { destination = {} }: Told): string | undefined {
  const { environment, applicationInstance: instance, ignore = [] } = destination
  if (plan === undefined || one === undefined || environment === undefined) return undefined
  const options = [
    ['--pacticipant', one.pacticipant],
    ['--version', one.version],
    ['--to-environment', environment],
    ...(instance === undefined ? [] : [['--application-instance', instance]]),
    ...ignore.map(({ application, version }) => ['--ignore', version === undefined ? application : `${application}=${version}`])
  ]
  return `soloist plan ${options.map(([name, value = '']) => `${name} ${shellWord(value)}`).join(' ')}`
}
