import type { DeclaredPolicy } from '../domain/declared-policies.ts'
import type { Ignored } from '../domain/matrix/ignored.ts'
import type { Destination, MatrixQuestion, Selector } from '../domain/matrix/question.ts'
import { type Match, type Selected, select } from '../domain/matrix/selection.ts'
import type { Policy } from '../domain/policies.ts'
import { invalid } from '../problem.ts'
import type { Queries } from '../storage/database.ts'
import { listEnvironments } from '../storage/environments.ts'
import type { Place } from '../storage/matrix/destination.ts'
import { findEnvironmentWithPolicies, policiesAnywhere } from '../storage/matrix/environment-with-policies.ts'
import { matchSelector } from '../storage/matrix/selections.ts'

/** A question whose names have been looked up. */
export interface Understood {
  specified: Selected[]
  /** Of the application that each selection names, by its id. */
  roles: Map<number, Match['application']>
  ignored: Ignored[]
  place: Place | undefined
  /** The name of the environment, where that is the destination. */
  environment: string | undefined
  policies: Policy[]
  /** By version: what the repositories of the specified versions say about the verdict on them. */
  declared: ReadonlyMap<number, readonly DeclaredPolicy[]>
}

/** Looks up what a question names (an application by any name it had), or refuses it with everything that is wrong. */
export async function understand(
  db: Queries,
  question: MatrixQuestion,
  errors: readonly string[],
  now: number
): Promise<Understood> {
  const wrong = [...errors]
  const { selectors, destination } = question
  const roles = new Map<number, Match['application']>()
  const specified: Selected[] = []
  for (const selector of selectors) {
    const match = await matchSelector(db, selector, now)
    if (match === undefined) {
      wrong.push(`No application is named ${selector.application}.`)
    } else {
      roles.set(match.application.id, match.application)
      specified.push(...select({ ...selector, application: match.application.name }, match))
    }
  }
  const found = await lookUpPlace(db, destination, now)
  if (found === undefined) wrong.push(await unknownEnvironment(db, destination))
  if (wrong.length > 0) throw invalid([...new Set(wrong)])
  const ignored: Ignored[] = []
  for (const selector of question.ignore) ignored.push(...(await ignoredBy(db, selector, now)))
  return { specified: distinct(specified), roles, ignored, declared: declaredBy(specified), ...(found as Found) }
}

const declaredBy = (specified: readonly Selected[]) =>
  new Map(
    specified.flatMap(({ meaning }) =>
      meaning.kind === 'version' && meaning.version.policies.length > 0 ? [[meaning.version.id, meaning.version.policies]] : []
    )
  )

type Found = Pick<Understood, 'place' | 'environment' | 'policies'>

async function lookUpPlace(db: Queries, destination: Destination | undefined, now: number): Promise<Found | undefined> {
  if (destination?.kind !== 'environment') {
    return { place: destination, environment: undefined, policies: await policiesAnywhere(db) }
  }
  const found = await findEnvironmentWithPolicies(db, destination.name)
  if (found === undefined) return undefined
  const { id, policies } = found
  return { place: { kind: 'environment', id, now }, environment: destination.name, policies }
}

async function unknownEnvironment(db: Queries, destination: Destination | undefined): Promise<string> {
  const known = (await listEnvironments(db)).map(({ name }) => name)
  const name = destination?.kind === 'environment' ? destination.name : ''
  return `No environment is named ${name}. Known: ${known.join(', ') || 'none yet'}`
}

async function ignoredBy(db: Queries, selector: Selector, now: number): Promise<Ignored[]> {
  const { version } = selector
  const match = await matchSelector(db, selector, now)
  const application = match?.application.name ?? selector.application
  if (match === undefined) return [{ application, unknown: true, ...(version === undefined ? {} : { version }) }]
  return select(selector, match).map(({ meaning }) => {
    if (meaning.kind === 'any') return { application, unknown: false }
    if (meaning.kind === 'version') return { application, version: meaning.version.number, unknown: false }
    // Matches no row: a version that does not exist, or a condition that no version fits.
    return { application, version: version ?? '', unknown: true }
  })
}

/** The same version named twice is one selection. */
function distinct(specified: Selected[]): Selected[] {
  const key = ({ application, meaning, selector }: Selected) =>
    meaning.kind === 'version' ? `${meaning.version.id}` : `${application.id} ${JSON.stringify(selector)}`
  return [...new Map(specified.map(selected => [key(selected), selected])).values()]
}
