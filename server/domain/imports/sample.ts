/** A repeatable choice of at most `size` of the items: the same seed and items give the same choice. */
export function sample<T>(items: readonly T[], size: number, seed: number): T[] {
  const rest = [...items]
  let state = seed >>> 0
  const chosen: T[] = []
  while (chosen.length < size && rest.length > 0) {
    // A linear congruential generator (Numerical Recipes) is random enough to choose examples.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const [item] = rest.splice(Math.floor((state / 2 ** 32) * rest.length), 1)
    chosen.push(item as T)
  }
  return chosen
}
