import type { Judged } from './input.ts'

/** Applications of which each needed a deployment of the next, in a circle: none of them can go first. Sorted, each application once. */
export function lockStepGroups(verdicts: readonly Judged[]): string[][] {
  const needs = new Map<string, Set<string>>()
  for (const { application, blockedBy } of verdicts) {
    const known = needs.get(application) ?? new Set()
    for (const name of blockedBy) if (name !== application) known.add(name)
    needs.set(application, known)
  }
  return stronglyConnected(needs)
    .filter(({ length }) => length > 1)
    .map(group => group.toSorted())
    .toSorted((one, other) => other.length - one.length || ((one[0] as string) < (other[0] as string) ? -1 : 1))
}

/** Tarjan's algorithm, without recursion: a chain of needs may be as long as there are applications. */
function stronglyConnected(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const groups: string[][] = []
  for (const root of edges.keys()) {
    if (index.has(root)) continue
    const visits = [enter(root)]
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const next = visit.rest.next()
      if (next.done === true) {
        visits.pop()
        leave(visit.node, visits.at(-1)?.node)
      } else if (!index.has(next.value)) visits.push(enter(next.value))
      else if (onStack.has(next.value)) lower(visit.node, index.get(next.value) as number)
    }
  }
  return groups

  function enter(node: string) {
    index.set(node, index.size)
    low.set(node, index.get(node) as number)
    stack.push(node)
    onStack.add(node)
    return { node, rest: (edges.get(node) ?? new Set<string>()).values() }
  }

  function leave(node: string, parent: string | undefined) {
    if (parent !== undefined) lower(parent, low.get(node) as number)
    if (low.get(node) !== index.get(node)) return
    const group = stack.splice(stack.indexOf(node))
    for (const member of group) onStack.delete(member)
    groups.push(group)
  }

  function lower(node: string, to: number) {
    low.set(node, Math.min(low.get(node) as number, to))
  }
}
