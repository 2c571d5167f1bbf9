/** Numbers that look random and are the same for the same seed: mulberry32, public domain. */
export function randomFrom(seed: number) {
  let state = seed >>> 0

  /** From 0 to below 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    between: (least: number, most: number) => least + next() * (most - least),
    chance: (probability: number) => next() < probability,
    oneOf: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T
  }
}

export type Random = ReturnType<typeof randomFrom>
