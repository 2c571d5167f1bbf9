import type { Ignored } from '../matrix/ignored.ts'
import type { Moment } from '../moment.ts'
import type { Team } from '../owner.ts'
import { type Policy, policyFor } from '../policies.ts'
import type { Candidate } from '../verdict.ts'
import { DatesKnown } from './dates.ts'
import type { Dates, User } from './facts.ts'
import { messageVersion } from './keys.ts'
import { type Removed, removedBy } from './removed.ts'
import { newlyUsed } from './used-late.ts'

export type ElementCode =
  | 'element-removed-in-use'
  | 'message-version-dropped'
  | 'window-cut-short'
  | 'window-open-ended'
  | 'deprecated-newly-used'
  | 'past-sunset-in-use'

export type ReasonUser = Pick<User, 'application' | 'version' | 'how' | 'until'> & { team?: Team | undefined }

/** Something that a provider promises, or promised, and what speaks against the candidate about it. */
export interface ElementReason {
  code: ElementCode
  candidate: Candidate
  element: string
  /** Of messages: as the provider sees it. */
  direction?: 'sends' | 'receives'
  provider: string
  /** The versions that the candidate replaces; of what it uses, those of the provider that are live. */
  versions: string[]
  dates: Pick<Dates, 'deprecatedOn' | 'sunset'> | undefined
  /** The last day has passed. */
  isOver: boolean
  users: ReasonUser[]
  /** Of a message version that is dropped without anybody known to use it: the one that begins in its place. */
  successor?: string
  outcome: 'fail' | 'warn'
  policy?: Policy
}

export interface ElementQuestion {
  candidate: Candidate
  /** All that are judged together. */
  candidates: readonly Candidate[]
  ignored: readonly Ignored[]
  policies: readonly Policy[]
  environment: string
  moment: Moment
  teams: ReadonlyMap<string, Team>
}

/** What speaks about the elements that the candidate offers, no longer offers, or uses. docs/verdict.md, Elements and messages. */
export function elementReasons(question: ElementQuestion): ElementReason[] {
  const dates = new DatesKnown(question.candidate.circumstances.elements.dates, question.moment)
  const removed = removedBy(question, dates)
  return [
    ...removed.map(each => removalReason(each, question)).filter(reason => reason !== undefined),
    ...openEnded(question, dates),
    ...newlyUsed(question, dates)
  ]
}

function removalReason(removed: Removed, question: ElementQuestion): ElementReason | undefined {
  const { candidate, policies, environment } = question
  const { audience, ...told } = removed
  const users = removed.users.map(user => ({ ...user, team: question.teams.get(user.application) }))
  const about = { ...told, users, candidate, provider: candidate.application }
  if (removed.users.length > 0) {
    const code = messageVersion(removed.element) === undefined ? 'element-removed-in-use' : 'message-version-dropped'
    const policy = removed.isOver ? allowing(removed, question) : undefined
    return { ...about, code, outcome: policy === undefined ? 'fail' : 'warn', ...(policy && { policy }) }
  }
  if (removed.isOver) return undefined
  const isOpen = audience === 'public'
  if (removed.dates === undefined && !isOpen) return undefined
  if (removed.successor !== undefined && removed.dates !== undefined)
    return { ...about, code: 'message-version-dropped', outcome: 'fail' }
  // What was given no last day is promised to nobody in particular, but to the public.
  if ((removed.dates?.sunset ?? null) === null && !isOpen) return undefined
  const policy = policyFor(policies, 'window', { consumer: '', provider: candidate.application, environment })
  const isStrict = isOpen || policy?.rule === 'strict'
  const { successor: _, ...rest } = about
  return { ...rest, code: 'window-cut-short', outcome: isStrict ? 'fail' : 'warn', ...(policy && isStrict && { policy }) }
}

/** The policy that lets the element go after its last day; all who use it have to be covered. */
function allowing({ users }: Removed, { candidate, policies, environment }: ElementQuestion): Policy | undefined {
  const found = users.map(({ application }) =>
    policyFor(policies, 'after-sunset', { consumer: application, provider: candidate.application, environment })
  )
  return found.every(policy => policy?.rule === 'allow') ? found[0] : undefined
}

/** Deprecated by the candidate, without a last day that anybody could know. */
function openEnded({ candidate }: ElementQuestion, dates: DatesKnown): ElementReason[] {
  const { application, number } = candidate
  return dates
    .declaredBy(application, number)
    .filter(({ element }) => (dates.of(application, element, [number])?.sunset ?? null) === null)
    .map(({ element, deprecatedOn }) => ({
      code: 'window-open-ended' as const,
      candidate,
      element,
      provider: application,
      versions: [],
      dates: { deprecatedOn, sunset: null },
      isOver: false,
      users: [],
      outcome: 'warn' as const
    }))
}
