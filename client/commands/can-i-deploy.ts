import { setTimeout as sleep } from 'node:timers/promises'
import { command } from '../command.ts'
import { applicationInstance, config } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodeForAnswer, exitCodes } from '../exit-codes.ts'
import type { Found } from '../found.ts'
import type { Output } from '../output.ts'
import { answerOf, type CanIDeploy, type MatrixDocument, type Selector } from '../questions.ts'
import type { Line } from '../report.ts'
import type { Reservation } from '../reservations.ts'
import { isNamed, newest, selectorsFrom } from '../selectors.ts'
import type { Soloist } from '../soloist.ts'
import { type Told, tellVerdict } from '../tell-verdict.ts'

/** How to go on asking while the answer is unknown. */
export const waiting = {
  wait: {
    type: 'string',
    value: 'SECONDS',
    help: 'Ask again while the answer is unknown and something is under way, at most this long'
  },
  interval: {
    type: 'string',
    aliases: ['retry-interval'],
    value: 'SECONDS',
    help: 'How long between two questions (else 10)'
  },
  'retry-while-unknown': { type: 'string', value: 'TIMES', help: 'Ask again so often, whatever is under way' },
  'dry-run': { type: 'boolean', short: 'd', help: 'Exit with 0 whatever the answer is' }
} as const

export const selecting = {
  pacticipant: {
    type: 'string',
    short: 'a',
    aliases: ['application'],
    multiple: true,
    value: 'NAME',
    inFile: 'application',
    help: 'The application; several, each followed by its version, are judged together'
  },
  version: {
    type: 'string',
    short: 'e',
    aliases: ['application-version', 'pacticipant-version'],
    multiple: true,
    value: 'VERSION',
    help: 'Its version; without any, the commit that CI or git tell'
  },
  latest: { type: 'string', short: 'l', multiple: true, optional: true, value: 'TAG', help: 'Its newest version (with the tag)' },
  branch: { type: 'string', multiple: true, value: 'BRANCH', help: 'The newest version of its branch' },
  'main-branch': { type: 'boolean', help: 'The newest version of its main branch' },
  ignore: {
    type: 'string',
    short: 'i',
    multiple: true,
    value: 'NAME[=VERSION]',
    help: 'An application to leave out, or a version of it; repeatable'
  }
} as const

export const canIDeploy = command({
  name: 'can-i-deploy',
  summary: 'Ask whether a version can be deployed alone, and if not, why',
  options: {
    ...selecting,
    config,
    'to-environment': { type: 'string', aliases: ['environment'], value: 'NAME', help: 'Where to' },
    to: { type: 'string', value: 'TAG', help: 'Older: the newest versions with this tag' },
    'application-instance': applicationInstance,
    reserve: {
      type: 'string',
      optional: true,
      value: 'SECONDS',
      help: 'If it can, hold its place in the environment, this long (else 900): the verdicts of others count it'
    },
    ...waiting
  },
  async run({ values, given, broker, out, found }) {
    const { selectors, ignore } = selectorsFrom(given)
    const chosen = await versions(selectors, found)
    const environment = values['to-environment']
    const tag = values.to
    if (environment !== undefined && tag !== undefined) throw wrong('Give either --to-environment or --to.')
    const destination = { environment, tag, applicationInstance: values['application-instance'], ignore }
    const question = questionOf(chosen, destination)
    const reserving = values.reserve === undefined ? undefined : toReserve(question, values.reserve)
    const ask = () => (reserving === undefined ? broker.canIDeploy(question) : broker.reserve(reserving))
    const document = await askWhileUnknown(ask, values, out)
    const to = environment ?? (tag === undefined ? undefined : `the versions with tag ${tag}`)
    const how = to === undefined ? 'deployed' : `deployed to ${to}`
    return answer(document, { what: chosen.map(named).join(' and '), how, destination }, values['dry-run'] === true, out)
  }
})

function questionOf(chosen: readonly Selector[], destination: Partial<CanIDeploy>): CanIDeploy {
  const [only, ...others] = chosen
  return only?.version !== undefined && others.length === 0
    ? { ...destination, application: only.application, version: only.version }
    : { ...destination, selectors: chosen.map(newest) }
}

/** The place of one version, in an environment. */
function toReserve(question: CanIDeploy, lease: string): Parameters<Soloist['reserve']>[0] {
  const { environment, applicationInstance, ignore } = question
  if (environment === undefined) throw wrong('--reserve holds a place in an environment: give --to-environment.')
  if (!('version' in question)) throw wrong('--reserve holds the place of one version: give --version.')
  const { application, version } = question
  const seconds = lease === '' ? undefined : Number(lease)
  if (seconds !== undefined && !/^[1-9]\d{0,8}$/.test(lease))
    throw wrong(`--reserve is ${lease}; it must be a whole number of seconds.`)
  return { application, version, environment, applicationInstance, ignore, lease: seconds }
}

/** One application may leave its version to be found; of several, each must say which. */
async function versions(selectors: readonly Selector[], found: Found): Promise<Selector[]> {
  const [only, ...others] = selectors
  if (only === undefined) throw wrong('Which application? Missing: --pacticipant.')
  if (others.length === 0 && !isNamed(only)) return [{ ...only, version: await found.version(undefined) }]
  const nameless = selectors.find(selector => !isNamed(selector))
  if (nameless === undefined) return [...selectors]
  throw wrong(`Which version of ${nameless.application}? Give --version, --latest, --branch or --main-branch after it.`)
}

function named({ application, version, branch, tag, mainBranch }: Selector): string {
  if (version !== undefined) return `${application} ${version}`
  if (branch !== undefined) return `the newest ${application} of branch ${branch}`
  if (mainBranch === true) return `the newest ${application} of its main branch`
  return tag === undefined ? `the newest ${application}` : `the newest ${application} with tag ${tag}`
}

interface WaitingValues {
  wait: string | undefined
  interval: string | undefined
  'retry-while-unknown': string | undefined
}

export async function askWhileUnknown(
  ask: () => Promise<MatrixDocument>,
  values: WaitingValues,
  out: Output
): Promise<MatrixDocument> {
  const interval = seconds(values.interval, '--interval') ?? 10
  const times = seconds(values['retry-while-unknown'], '--retry-while-unknown')
  const patient = seconds(values.wait, '--wait')
  const wait = patient ?? (times === undefined ? 0 : times * interval)
  const until = performance.now() + wait * 1000
  for (;;) {
    const document = await ask()
    const left = until - performance.now()
    if (answerOf(document) !== 'unknown' || left <= 0) return document
    if (patient !== undefined && isStill(document)) {
      out.say('Not waiting: nothing is under way that would change the answer.')
      return document
    }
    const pause = Math.min(interval * 1000, left)
    out.say(`Unknown as yet (${document.summary.unknown} without a result); asking again in ${Math.ceil(pause / 1000)} s.`)
    await sleep(pause)
  }
}

/** A Pact Broker does not tell what is under way. */
const isStill = ({ verdict }: MatrixDocument) => verdict?.reasons.every(({ clearsByItself }) => !clearsByItself) === true

function seconds(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && number <= 1_000_000) return number
  throw wrong(`${option} is ${text}; it must be a number of 0 or more.`)
}

/** Prints the answer and makes it an exit code. */
export function answer(
  document: MatrixDocument & { reservation?: Reservation | null },
  told: Told,
  dryRun: boolean,
  out: Output
): number {
  const { reservation } = document
  const code = exitCodeForAnswer(answerOf(document))
  const advisory = dryRun && code !== exitCodes.yes
  const wouldBe = `--dry-run: the exit code would have been ${code}.`
  out.answer(document, () => {
    const report = tellVerdict(document, told)
    const before: Line[] = advisory ? [{ outcome: 'warn', code: 'dry-run', text: wouldBe }] : []
    return { ...report, advisory, lines: [...before, ...report.lines, ...(reservation ? [reserved(reservation)] : [])] }
  })
  // The document is the broker's, which does not know.
  if (advisory && out.format === 'json') out.say(wouldBe)
  return advisory ? exitCodes.done : code
}

const reserved = ({ leaseUntil, uuid }: Reservation): Line => ({
  outcome: 'info',
  text: `Its place is held until ${leaseUntil}; record the deployment before, or: soloist release-reservation --uuid ${uuid}`
})
