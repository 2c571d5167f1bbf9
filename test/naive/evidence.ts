import type { Question, Reason } from './history.ts'
import type { Publication, Result, World } from './world.ts'

/**
 * "`ignored`: the asker ignores the consumer or the provider: by name, or by name and version where that side's version is
 * just that. This comes before all below. A provider that is not deployed has no version to match"
 */
export function isIgnored(question: Question, { consumer, version, provider }: Publication, providerVersion?: string): boolean {
  for (const ignored of question.ignore ?? []) {
    if (ignored.name === consumer && (ignored.version === undefined || ignored.version === version)) return true
    if (ignored.name === provider && (ignored.version === undefined || ignored.version === providerVersion)) return true
  }
  return false
}

/** "Results belong to the content: every consumer version that published the same content to the same provider shares them" */
export function resultsOf(world: World, { consumer, provider, content }: Publication): Result[] {
  return world.results.filter(
    result => result.consumer === consumer && result.provider === provider && result.content === content
  )
}

export function judged({ success, complete }: Result): Reason {
  // "it is a failure"
  if (!success) return { code: 'verification-failed', outcome: 'fail' }
  // "it is a success that leaves out interactions of the contract"
  if (!complete) return { code: 'partly-verified', outcome: 'unknown' }
  // "the provider version's result is a success and complete"
  return { code: 'verified', outcome: 'pass' }
}
