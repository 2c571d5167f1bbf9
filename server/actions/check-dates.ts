import type { Broker } from '../broker.ts'
import { datesProblems } from '../domain/windows/check-window.ts'
import { type DoubtfulDates, datesSentence } from '../domain/windows/sentences.ts'
import { documentsOfVersions, elementsOf } from '../storage/document-elements.ts'
import { announcedWindows } from '../storage/windows.ts'
import { minimumWindow } from './provider-promises.ts'

/** Elements that are told of one by one; of more, their number. */
const mostTold = 10

/** What is odd about the dates in the documents of a version, which are kept all the same: in sentences for whoever publishes them. */
export async function doubtsAboutDates(broker: Broker, providerId: number, versionId: number): Promise<string[]> {
  const { db, now } = broker
  const offered = (await elementsOf(db, await documentsOfVersions(db, [versionId]))).get(versionId)
  const declared = (offered?.documents ?? []).flatMap(({ elements }) =>
    elements.flatMap(({ key, declared }) => (declared === undefined ? [] : { element: key, dates: declared }))
  )
  if (declared.length === 0) return []
  const announced = new Map((await announcedWindows(db, providerId)).map(window => [window.element, window]))
  const minimum = await minimumWindow(db, broker, providerId)
  const doubts = declared.flatMap(({ element, dates }): DoubtfulDates[] => {
    const known = announced.get(element)
    const problems = datesProblems(dates, { announced: known, minimum, at: known?.announcedAt ?? now() })
    return problems.map(problem => ({ element, dates, problem, announced: known, minimum }))
  })
  const sentences = doubts.slice(0, mostTold).map(datesSentence)
  const more = doubts.length - sentences.length
  return more > 0 ? [...sentences, `The same holds for ${more} more.`] : sentences
}
