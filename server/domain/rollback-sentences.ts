import type { Closing } from './rollback.ts'
import type { Candidate } from './verdict.ts'

interface Closes {
  candidate: Pick<Candidate, 'application' | 'number'>
  closing: Closing
}

export function closingSentence({ candidate: { application, number }, closing }: Closes): string {
  if (closing.of === 'another')
    return `Once ${application} ${number} is there, ${closing.application} cannot go back to ${closing.version}, which fits what runs there now.`
  const { contract, stores, version } = closing
  const why = [
    ...(contract ? ['a contract of the two does not hold'] : []),
    ...(stores.length > 0 ? [`what it does to ${stores.join(', ')} cannot be taken back`] : [])
  ]
  return `Once ${application} ${number} is there, it cannot go back to ${version}: ${why.join(', and ')}.`
}

export function closingNext({ candidate: { application }, closing }: Closes): string {
  if (closing.of === 'another')
    return `Nothing, if ${closing.application} will not go back; else wait, or keep ${application} compatible with ${closing.application} ${closing.version} for a while.`
  return `Be ready to go forward instead of back to ${closing.version}, or split the change: first a version that can do with both, later the one that cannot.`
}
