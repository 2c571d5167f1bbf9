/** A run that both lists share, or what stands in its place in each. */
export type Step = { kind: 'same'; count: number } | { kind: 'other'; old: Span; now: Span }

interface Span {
  from: number
  to: number
}

/** Above this many pairs to look at, what differs is aligned by position: the cost must not grow with the square. */
const mostPairs = 100_000

/** Aligns two lists by a longest common subsequence. */
export function alignLists(old: readonly string[], now: readonly string[]): Step[] {
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let tail = 0
  while (tail < old.length - start && tail < now.length - start && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const [oldEnd, newEnd] = [old.length - tail, now.length - tail]
  const middle = (oldEnd - start) * (newEnd - start) > mostPairs ? [] : commonPairs(old, now, start, oldEnd, newEnd)

  const steps: Step[] = []
  const same = (count: number) => {
    const last = steps.at(-1)
    if (last?.kind === 'same') last.count += count
    else if (count > 0) steps.push({ kind: 'same', count })
  }
  same(start)
  let [i, j] = [start, start]
  for (const [a, b] of [...middle, [oldEnd, newEnd] as const]) {
    if (i < a || j < b) steps.push({ kind: 'other', old: { from: i, to: a }, now: { from: j, to: b } })
    if (a < oldEnd && b < newEnd) same(1)
    i = a + 1
    j = b + 1
  }
  same(tail)
  return steps
}

/** The positions of a longest common subsequence between `start` and the ends. */
function commonPairs(old: readonly string[], now: readonly string[], start: number, oldEnd: number, newEnd: number) {
  const width = newEnd - start + 1
  const lengths = new Uint32Array((oldEnd - start + 1) * width)
  const at = (i: number, j: number) => (i - start) * width + (j - start)
  const length = (i: number, j: number) => lengths[at(i, j)] as number
  for (let i = oldEnd - 1; i >= start; i--) {
    for (let j = newEnd - 1; j >= start; j--) {
      lengths[at(i, j)] = old[i] === now[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1))
    }
  }
  const pairs: Array<readonly [number, number]> = []
  for (let i = start, j = start; i < oldEnd && j < newEnd; ) {
    if (old[i] === now[j]) pairs.push([i++, j++] as const)
    else if (length(i + 1, j) >= length(i, j + 1)) i++
    else j++
  }
  return pairs
}
