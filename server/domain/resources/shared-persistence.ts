import { declaredRule } from '../declared-policies.ts'
import { policyFor } from '../policies.ts'
import { type Replaced, ratcheted } from '../ratchet.ts'
import type { Outcome } from '../reasons.ts'
import { shellWord } from '../shell-word.ts'
import type { Candidate, VerdictFacts } from '../verdict.ts'
import { conflictsIn, type Declaration, ownersOf, type Use, usesIn } from './conflicts.ts'
import { exceptionFor, type SharingException } from './exceptions.ts'
import { changes, covers, type Resource } from './resource.ts'

/** What is known about the stores of a candidate and of what it would run beside. */
export interface ResourceCircumstances {
  declared: readonly Resource[]
  /** Of live versions of other applications. */
  others: Declaration[]
  exceptions: SharingException[]
}

export const noResources = (): ResourceCircumstances => ({ declared: [], others: [], exceptions: [] })

/** A store that the candidate shares with another application. */
export interface SharedPersistence {
  code: 'shared-persistence'
  candidate: Candidate
  mine: Use
  theirs: Use
  /** The applications that declare to own it. */
  owners: string[]
  /** What runs in its place does not use it already. */
  added: boolean
  /** A policy, or its repository, says that what it adds blocks. */
  blocks: boolean
}

/** One reason for each path of the candidate and each path of another application that overlap, unless an exception covers it. */
export function sharedPersistence(candidate: Candidate, facts: VerdictFacts): SharedPersistence[] {
  const { resources } = candidate.circumstances
  if (resources.declared.length === 0) return []
  const { application, number } = candidate
  const others = othersBeside(candidate, facts).map(other => ({
    ...other,
    resources: touching(other.resources, resources.declared)
  }))
  const declarations = [{ application, version: number, resources: resources.declared }, ...others]
  const uses = usesIn(declarations)
  const blocks = blocksSharing(candidate, facts)
  return conflictsIn(declarations).flatMap(conflict => {
    const mine = conflict.sides.find(side => side.application === application)
    const theirs = conflict.sides.find(side => side.application !== application)
    if (mine === undefined || theirs === undefined) return []
    if (exceptionFor(conflict, resources.exceptions, facts.moment) !== undefined) return []
    const owners = ownersOf(conflict.path, uses)
    return [{ code: 'shared-persistence', candidate, mine, theirs, owners, added: isAdded(mine, candidate), blocks }]
  })
}

/** What has nothing to do with the candidate's own need not be compared with each other. */
const touching = (resources: readonly Resource[], own: readonly Resource[]) =>
  resources.filter(({ path }) => own.some(mine => covers(mine.path, path) || covers(path, mine.path)))

/** Those that go to the environment at the same moment count as they will be, not as they are. */
function othersBeside({ application, circumstances }: Candidate, { candidates }: VerdictFacts): Declaration[] {
  const going = candidates.filter(other => other.application !== application)
  const staying = circumstances.resources.others.filter(other => !going.some(each => each.application === other.application))
  return [
    ...staying,
    ...going.map(other => ({
      application: other.application,
      version: other.number,
      resources: other.circumstances.resources.declared
    }))
  ]
}

/** Unless every version in whose place it may come uses that path, or one above it, at least as strongly. */
function isAdded({ path, access }: Use, { circumstances: { replaced } }: Candidate): boolean {
  const hadIt = ({ resources }: Replaced) =>
    resources.some(use => covers(use.path, path) && (changes(use.access) || !changes(access)))
  return ratcheted('fail', replaced, hadIt) === 'fail'
}

function blocksSharing({ application, policies: declared }: Candidate, { policies, destination }: VerdictFacts): boolean {
  if (destination.kind !== 'environment') return false
  const { name: environment } = destination
  const rules = [
    policyFor(policies, 'shared-persistence', { consumer: application, environment })?.rule,
    declaredRule(declared, 'shared-persistence', environment)
  ]
  return rules.includes('block')
}

/** Only what it adds blocks: what was there before is nothing that its deployment changes. */
export const outcomeOfSharing = ({ added, blocks }: SharedPersistence): Outcome => (added && blocks ? 'fail' : 'warn')

export function sentenceOfSharing({ candidate, mine, theirs, owners, added }: SharedPersistence): string {
  const side = (use: Use, versions: readonly string[]) => `${use.application} ${versions.join(' and ')} ${use.access} ${use.path}`
  const both = `${side(mine, [candidate.number])}, and ${side(theirs, theirs.versions)}`
  return `${both}${ownership([mine, theirs], owners)}${added ? '' : '; so does what it replaces'}.`
}

/** Who owns it, where the two do not say so themselves. */
function ownership(sides: readonly Use[], owners: readonly string[]): string {
  if (sides.some(({ access }) => access === 'owns')) return ''
  return owners.length === 0 ? '; nobody declares to own it' : `; ${owners.join(' and ')} own${owners.length === 1 ? 's' : ''} it`
}

export function nextStepOfSharing(
  { candidate, mine, theirs, owners }: SharedPersistence,
  environment: string | undefined
): string {
  const path = mine.path.length > theirs.path.length ? mine.path : theirs.path
  const owner = owners.length === 1 ? owners[0] : undefined
  const ask =
    owner === undefined || owner === candidate.application
      ? `Give ${theirs.application} an interface of its own`
      : `Ask ${owner} over its interface`
  const where = environment === undefined ? '' : ` --environment ${shellWord(environment)}`
  return (
    `${ask} instead of sharing ${path}; or for a time: soloist allow-sharing${where} --path ${shellWord(path)} ` +
    `--applications ${shellWord(candidate.application)} --applications ${shellWord(theirs.application)} --until … --reason …`
  )
}
