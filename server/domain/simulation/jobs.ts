import { type ComparisonLimits, defaultLimits } from '../comparison/compare-contract.ts'
import type { AskedElement } from '../usage/element.ts'
import { matchUsage, type Subject } from '../usage/match-usage.ts'
import { compareDocuments, type DocumentDifference, type DocumentPair } from './compare-documents.ts'
import { type NamedText, providerWith, readStored } from './documents.ts'
import { type ProposedDocuments, type Simulated, simulate, type Unreadable } from './simulate.ts'
import { type ProposedPact, type SimulatedPact, simulatePact } from './simulate-pact.ts'

/** Interactions that may be about elements, and the documents of the provider's versions by which they are understood. */
export interface UsageToMatch {
  questions: Array<{ element: AskedElement; subjects: Subject[] }>
  versions: Array<{ documents: NamedText[] }>
}

/** What is worked out beside the requests: plain values in, plain values out, so that it can be done in another thread. */
export interface Jobs {
  simulate: { asked: ProposedDocuments; answer: Simulated | Unreadable }
  'simulate-pact': { asked: ProposedPact; answer: SimulatedPact }
  diff: { asked: DocumentPair; answer: DocumentDifference | { before: Unreadable } | { after: Unreadable } }
  'match-usage': { asked: UsageToMatch; answer: Array<Map<number, string>> }
}

export type Job = { [Task in keyof Jobs]: { task: Task; asked: Jobs[Task]['asked'] } }[keyof Jobs]

export function work(job: Job, limits: ComparisonLimits = defaultLimits): Jobs[keyof Jobs]['answer'] {
  switch (job.task) {
    case 'simulate':
      return simulate(job.asked, limits)
    case 'simulate-pact':
      return simulatePact(job.asked, limits)
    case 'diff':
      return compareDocuments(job.asked, limits)
    case 'match-usage': {
      const { questions, versions } = job.asked
      const providers = versions.map(({ documents }) => providerWith(readStored(documents), limits))
      return questions.map(({ element, subjects }) => matchUsage(element, subjects, providers))
    }
  }
}
