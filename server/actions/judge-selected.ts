import { noCircumstances } from '../domain/circumstances.ts'
import type { Pairing } from '../domain/matrix/pairing.ts'
import { type Destination, isPlace, type MatrixQuestion } from '../domain/matrix/question.ts'
import { type Selected, versionIds } from '../domain/matrix/selection.ts'
import type { Moment } from '../domain/moment.ts'
import { type Candidate, judge, type Verdict } from '../domain/verdict.ts'
import type { Queries } from '../storage/database.ts'
import { circumstancesOf } from '../storage/matrix/circumstances.ts'
import type { Understood } from './understand-question.ts'

interface Judging {
  question: MatrixQuestion
  understood: Understood
  moment: Moment
  /** How long after it was replaced a version is still one to go back to, in milliseconds. */
  horizon: number
}

/**
 * The verdict on what a question specifies, or undefined where it names no version or no destination. Several versions are
 * judged as deployed at the same moment (`pairings` are those of that), and each also alone.
 */
export async function judgeSelected(
  db: Queries,
  { question, understood, moment, horizon }: Judging,
  pairings: readonly Pairing[],
  pairingsAlone: (specified: Selected[]) => Promise<Pairing[]>
): Promise<Verdict | undefined> {
  const { specified } = understood
  if (!isPlace(question.destination) || specified.length === 0) return undefined
  if (specified.some(({ meaning }) => meaning.kind === 'any')) return undefined
  const candidates = await candidatesOf(db, question, understood, horizon)
  const { ignored, policies } = understood
  const facts = { ignored, policies, destination: question.destination as Destination, moment }
  const together = judge({ ...facts, candidates, pairings })
  if (candidates.length === 1) return together
  const each: Verdict[] = []
  for (const [i, candidate] of candidates.entries()) {
    each.push(judge({ ...facts, candidates: [candidate], pairings: await pairingsAlone([specified[i] as Selected]) }))
  }
  return { ...together, each }
}

async function candidatesOf(
  db: Queries,
  { instance }: MatrixQuestion,
  { specified, roles, place }: Understood,
  horizon: number
): Promise<Candidate[]> {
  const found =
    place?.kind === 'environment'
      ? await circumstancesOf(db, versionIds(specified), { environment: place.id, instance, now: place.now, horizon })
      : undefined
  return specified.map(({ application, meaning, selector }) => {
    const version = meaning.kind === 'version' ? meaning.version : undefined
    return {
      application: application.name,
      number: version?.number ?? selector.version ?? '',
      id: version?.id,
      isConsumer: roles.get(application.id)?.isConsumer ?? false,
      isProvider: roles.get(application.id)?.isProvider ?? false,
      team: roles.get(application.id)?.team ?? { owner: null, contact: null },
      policies: version?.policies ?? [],
      circumstances: (version && found?.get(version.id)) ?? noCircumstances()
    }
  })
}
