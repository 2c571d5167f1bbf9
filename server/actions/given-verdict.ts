import type { Pairing } from '../domain/matrix/pairing.ts'
import type { MatrixQuestion } from '../domain/matrix/question.ts'
import type { Moment } from '../domain/moment.ts'
import { type GivenVerdict, policiesAbout } from '../domain/recorded/inputs.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Understood } from './understand-question.ts'

/** A verdict with what it rests on, if it is one to be recorded: about one version, to an environment, with nothing ignored. */
export function givenVerdict(
  { question, understood, moment }: { question: MatrixQuestion; understood: Understood; moment: Moment },
  pairings: readonly Pairing[],
  verdict: Verdict | undefined
): GivenVerdict | undefined {
  const { place, environment, policies } = understood
  if (verdict === undefined || verdict.each !== undefined || place?.kind !== 'environment' || environment === undefined)
    return undefined
  const [candidate, ...others] = verdict.candidates
  if (candidate?.id === undefined || others.length > 0 || question.ignore.length > 0) return undefined
  const about = policiesAbout(policies, candidate.application, pairings)
  return {
    environmentId: place.id,
    versionId: candidate.id,
    instance: question.instance,
    verdict,
    inputs: { candidate, pairings, policies: about, environment, at: moment.now }
  }
}
