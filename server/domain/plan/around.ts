export interface Integration {
  consumerId: number
  providerId: number
}

/** The applications nearest to one by their integrations, as many as may move; and those just beyond, whom these meet. */
export function around(
  start: number,
  integrations: readonly Integration[],
  most: number
): { movable: number[]; beyond: number[] } {
  const neighbours = new Map<number, number[]>()
  for (const { consumerId, providerId } of integrations) {
    neighbours.set(consumerId, [...(neighbours.get(consumerId) ?? []), providerId])
    neighbours.set(providerId, [...(neighbours.get(providerId) ?? []), consumerId])
  }
  const found = new Set([start])
  // A set that grows while it is walked through gives what was added, too: the nearest come first.
  for (const application of found) for (const other of neighbours.get(application) ?? []) found.add(other)
  const movable = [...found].slice(0, most)
  const isMovable = new Set(movable)
  const beyond = new Set(movable.flatMap(application => neighbours.get(application) ?? []).filter(other => !isMovable.has(other)))
  return { movable, beyond: [...beyond] }
}
