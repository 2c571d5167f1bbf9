import type { Queries } from './database.ts'
import { Among, isComposedOnce, type Sql } from './sql.ts'

/** A bound against a question that is asked in a hundred thousand variants while nothing changes. */
const mostResults = 2000

type Results = Map<object, Map<string, Promise<unknown[]>>>

/**
 * Remembers what statements gave for as long as the database stays in one state: pipelines wait for an answer, badges are drawn
 * again, and mostly nothing has changed. The same statement with the same values in the same state gives the same rows, so nothing
 * can be outdated. Only statements that are composed once are remembered; rows are shared and must not be changed.
 */
export function knownResults(): (state: string, queries: Queries) => Queries {
  let known = { state: '', results: new Map() as Results, count: 0 }
  return (state, queries) => {
    if (known.state !== state) known = { state, results: new Map(), count: 0 }
    // Held on to: a result that arrives after the next change of state belongs to this one.
    const mine = known

    function all(query: Sql): Promise<unknown[]> {
      if (!isComposedOnce(query)) return queries.all(query)
      let byValues = mine.results.get(query.strings)
      if (byValues === undefined) mine.results.set(query.strings, (byValues = new Map()))
      const values = JSON.stringify(query.values, plain)
      let rows = byValues.get(values)
      if (rows === undefined) {
        rows = queries.all(query)
        if (mine.count++ < mostResults) byValues.set(values, rows)
      }
      return rows
    }

    return {
      all: <Row>(query: Sql) => all(query) as Promise<Row[]>,
      get: async <Row>(query: Sql) =>
        isComposedOnce(query) ? ((await all(query))[0] as Row | undefined) : queries.get<Row>(query)
    }
  }
}

const plain = (_key: string, value: unknown) => (value instanceof Among ? value.values : value)
