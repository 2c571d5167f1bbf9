/** A version as another broker lists it, in its order; `id` is its id here. */
export interface Listed {
  id: number
  order: number
}

/**
 * Which versions need another place, so that those of the source stand in the source's order. They share the places that
 * they have: versions of this broker's own keep theirs. As a rule none needs one, since versions come in order.
 */
export function newPlaces(inSourceOrder: readonly Listed[]): Listed[] {
  const places = inSourceOrder.map(({ order }) => order).sort((a, b) => a - b)
  return inSourceOrder.flatMap(({ id, order }, i) => (order === places[i] ? [] : [{ id, order: places[i] as number }]))
}
