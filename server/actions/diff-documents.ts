import type { DiffDocuments } from '../../schemas/simulate.ts'
import type { DocumentDifference } from '../domain/simulation/compare-documents.ts'
import { type FieldErrors, invalid, Problem } from '../problem.ts'
import { workAside } from '../simulating/work-aside.ts'
import type { DocumentOffer } from './check-provider-contracts.ts'
import { offersIn, unreadable } from './simulate.ts'

/** What the second documents no longer keep of what the first promise, whoever uses it. Nothing is looked up or stored. */
export async function diffDocuments(asked: DiffDocuments): Promise<DocumentDifference> {
  const before = inside('before', () => offersIn(asked.before))
  const after = inside('after', () => offersIn(asked.after))
  const texts = (offers: DocumentOffer[]) => offers.map(({ name, text }) => ({ name, text }))
  const { compatibility = 'FORWARD', strict = false } = asked
  const answer = await workAside('diff', { before: texts(before), after: texts(after), compatibility, strict })
  if ('findings' in answer) return answer
  const [side, offers, { problems }] =
    'before' in answer ? (['before', before, answer.before] as const) : (['after', after, answer.after] as const)
  return inside(side, () => {
    throw unreadable(offers, problems)
  })
}

/** The fields of a refusal are told where they stand: `before.contract.content`. */
function inside<T>(side: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Problem) || error.errors === undefined || Array.isArray(error.errors)) throw error
    const errors: FieldErrors = Object.fromEntries(
      Object.entries(error.errors).map(([field, texts]) => [`${side}.${field}`, texts])
    )
    throw invalid(errors)
  }
}
