import type { AnswerInTime, Deployment } from './input.ts'

/** Versions that needed another one are a habit when they are so many, and so many of those that were deployed; else they are incidents. */
const fewest = 2
const share = 1 / 10

export interface Need {
  application: string
  /** Of which it needed another version to be deployed first. */
  of: string
  /** How many versions of the application did. */
  versions: number
}

/** Applications that need each other's deployments, each directly or through others. */
export interface LockStepGroup {
  applications: readonly string[]
  needs: readonly Need[]
}

/** The strongly connected groups of "needed a deployment of", the largest first. */
export function lockStepGroups(answers: readonly AnswerInTime[], deployments: readonly Deployment[]): LockStepGroup[] {
  const needs = habitualNeeds(answers, deployments)
  return stronglyConnected(needs)
    .map(members => ({
      applications: members.sort(),
      needs: needs.filter(({ application, of }) => members.includes(application) && members.includes(of))
    }))
    .sort((a, b) => b.applications.length - a.applications.length)
}

function habitualNeeds(answers: readonly AnswerInTime[], deployments: readonly Deployment[]): Need[] {
  const deployed = new Map<string, number>()
  for (const { application } of deployments) deployed.set(application, (deployed.get(application) ?? 0) + 1)
  const versions = new Map<string, Set<string>>()
  for (const { application, version, alone, blockedBy } of answers) {
    if (alone !== 'no') continue
    for (const of of blockedBy) {
      const key = JSON.stringify([application, of])
      versions.set(key, (versions.get(key) ?? new Set()).add(version))
    }
  }
  return [...versions]
    .map(([key, { size }]) => {
      const [application, of] = JSON.parse(key) as [string, string]
      return { application, of, versions: size }
    })
    .filter(({ application, versions }) => versions >= Math.max(fewest, share * (deployed.get(application) ?? 0)))
}

/** Groups of two or more: the members that reach each other. */
function stronglyConnected(needs: readonly Need[]): string[][] {
  const forward = neighbours(needs.map(({ application, of }) => [application, of]))
  const backward = neighbours(needs.map(({ application, of }) => [of, application]))
  const placed = new Set<string>()
  const groups: string[][] = []
  for (const start of forward.keys()) {
    if (placed.has(start)) continue
    const reaching = reachableFrom(start, backward)
    const group = [...reachableFrom(start, forward)].filter(name => reaching.has(name))
    for (const name of group) placed.add(name)
    if (group.length > 1) groups.push(group)
  }
  return groups
}

function neighbours(edges: ReadonlyArray<readonly [string, string]>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [from, to] of edges) found.set(from, [...(found.get(from) ?? []), to])
  return found
}

function reachableFrom(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([start])
  // A set that is walked also yields what is added on the way.
  for (const name of reached) for (const other of next.get(name) ?? []) reached.add(other)
  return reached
}
