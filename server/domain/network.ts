/** Two applications that have to do with each other. */
export interface Integration {
  consumer: Party
  provider: Party
}

export interface Party {
  id: number
  name: string
}

/**
 * The integrations among the applications that are connected with one of them, directly or through others. Of more than
 * `most` applications, the nearest are kept.
 */
export function networkAround(integrations: readonly Integration[], start: number, most: number): Integration[] {
  const neighbours = new Map<number, number[]>()
  for (const { consumer, provider } of integrations) {
    for (const [one, other] of [
      [consumer.id, provider.id],
      [provider.id, consumer.id]
    ] as const) {
      const list = neighbours.get(one) ?? []
      neighbours.set(one, list)
      list.push(other)
    }
  }
  // A set is walked in the order of insertion, also through what is added meanwhile: breadth first.
  const reached = new Set([start])
  for (const id of reached) {
    for (const other of neighbours.get(id) ?? []) if (reached.size < most) reached.add(other)
  }
  return integrations.filter(({ consumer, provider }) => reached.has(consumer.id) && reached.has(provider.id))
}

/**
 * A row for each application, in the order in which they first appear: `id,name,1,1,0,order`, then the ids of its
 * providers, filled up with 0 so that all rows are as long. Reference 1.16.
 */
export function networkRows(integrations: readonly Integration[], alone?: Party): Array<Array<number | string>> {
  const rows = new Map<number, Array<number | string>>()
  const rowOf = ({ id, name }: Party) => {
    const row = rows.get(id) ?? [id, name, 1, 1, 0, rows.size + 1]
    rows.set(id, row)
    return row
  }
  for (const { consumer, provider } of integrations) {
    const row = rowOf(consumer)
    rowOf(provider)
    row.push(provider.id)
  }
  if (rows.size === 0 && alone !== undefined) rowOf(alone)
  const width = Math.max(0, ...[...rows.values()].map(row => row.length))
  return [...rows.values()].map(row => [...row, ...Array<number>(width - row.length).fill(0)])
}
