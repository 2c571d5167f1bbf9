import type { AnswerInTime, Deployment, GivenAnswer } from './input.ts'

const day = 24 * 60 * 60 * 1000
/** Whoever has asked nothing for so long has given the matter up. */
const longest = 30 * day

/** Puts answers, the oldest first, beside deployments: until when each held, and what cleared those that had waited. */
export function answersInTime(answers: readonly GivenAnswer[], deployments: readonly Deployment[], to: number): AnswerInTime[] {
  const deployed = momentsByApplication(deployments)
  const moments = momentsByApplication([...answers, ...deployments])
  const waiting = new Map<string, Array<{ at: number; waitsFor: string[] }>>()
  return answers.map(({ waitsFor, ...answer }) => {
    const { application, version, at, alone } = answer
    const key = JSON.stringify([application, version])
    const before = waiting.get(key) ?? []
    if (alone === 'unknown') waiting.set(key, [...before, { at, waitsFor }])
    const clearedBy =
      alone === 'yes'
        ? before.flatMap(({ at: since, waitsFor }) => waitsFor.filter(name => isBetween(deployed.get(name) ?? [], since, at)))
        : []
    const until = Math.min(firstAfter(moments.get(application) ?? [], at) ?? to, at + longest, to)
    return { ...answer, until, clearedBy: [...new Set(clearedBy)].sort() }
  })
}

function momentsByApplication(events: ReadonlyArray<{ application: string; at: number }>): Map<string, number[]> {
  const moments = new Map<string, number[]>()
  for (const { application, at } of events) {
    const known = moments.get(application)
    if (known === undefined) moments.set(application, [at])
    else known.push(at)
  }
  for (const list of moments.values()) list.sort((a, b) => a - b)
  return moments
}

/** The first of sorted moments that is later. */
function firstAfter(moments: readonly number[], at: number): number | undefined {
  let [low, high] = [0, moments.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((moments[middle] as number) > at) high = middle
    else low = middle + 1
  }
  return moments[low]
}

const isBetween = (moments: readonly number[], since: number, until: number) => (firstAfter(moments, since) ?? Infinity) <= until
