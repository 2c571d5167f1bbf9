import type { AutonomyInput, Deployed, Judged } from '../server/domain/autonomy/input.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = Date.UTC(2025, 0, 6)
const weeks = 52

/** Numbers that look random and are the same each time (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const services = Array.from({ length: 60 }, (_, i) => `service-${String(i + 1).padStart(2, '0')}`)

/** Each service calls the next two, and one far away. */
const calls = services.flatMap((consumer, i) =>
  [1, 2, 17].map(step => ({ consumer, provider: services[(i + step) % services.length] as string }))
)

interface Year {
  deployments: Deployed[]
  verdicts: Judged[]
}

const periodOf = ({ deployments, verdicts }: Year) => ({
  from: start,
  to: start + weeks * 7 * day,
  deployments: deployments.toSorted((one, other) => one.at - other.at),
  verdicts: verdicts.toSorted((one, other) => one.at - other.at)
})

/** A year in which each service goes when it is ready, some several times a week; few wait for another. */
export function autonomousYear(seed = 1): AutonomyInput {
  const next = numbersFrom(seed)
  const year: Year = { deployments: [], verdicts: [] }
  for (const [i, application] of services.entries()) {
    const perDay = 0.1 + 0.5 * next()
    let number = 0
    for (let today = 0; today < weeks * 7; today++) {
      if (today % 7 > 4 || next() > perDay) continue
      const at = start + today * day + 8 * hour + Math.floor(next() * 8 * 60) * minute
      const version = { application, version: `1.${++number}` }
      const luck = next()
      if (luck < 0.02) {
        // A new field that only the next version of its provider has: it waits until that is deployed, some hours later.
        const provider = services[(i + 1) % services.length] as string
        year.verdicts.push({ ...version, answer: 'unknown', alone: 'no', blockedBy: [provider], at })
        year.deployments.push({ application: provider, version: `hot-${number}-${i}`, at: at + 3 * hour })
        year.verdicts.push({ ...version, answer: 'yes', alone: 'yes', blockedBy: [], at: at + 4 * hour })
        year.deployments.push({ ...version, at: at + 4 * hour })
        continue
      }
      // Now and then the provider's pipeline is not through with the verification yet.
      if (luck < 0.1) year.verdicts.push({ ...version, answer: 'unknown', alone: 'unknown', blockedBy: [], at: at - 20 * minute })
      year.verdicts.push({ ...version, answer: 'yes', alone: 'yes', blockedBy: [], at })
      year.deployments.push({ ...version, at: at + minute })
    }
  }
  return {
    ...periodOf(year),
    shared: [{ path: 'postgres/reports', applications: [services[3] as string, services[4] as string] }],
    overdue: [{ provider: services[10] as string, element: 'GET /v1/prices', sunset: start + 300 * day }],
    integrations: calls.map((call, i) => ({ ...call, hasContract: i % 20 !== 0 }))
  }
}

/** A year of release trains: every second Thursday evening most services leave together, because none fits what runs without the others. */
export function coupledYear(seed = 2): AutonomyInput {
  const next = numbersFrom(seed)
  const year: Year = { deployments: [], verdicts: [] }
  for (let train = 0; train < weeks / 2; train++) {
    const leaves = start + (train * 14 + 10) * day + 20 * hour
    for (const [i, application] of services.entries()) {
      if (next() < 0.15) continue
      const version = { application, version: `${train + 1}.0` }
      const ready = leaves - Math.floor((2 + 8 * next()) * day)
      // It needs its neighbours in the train, and they need it.
      const group = Math.floor(i / 6) * 6
      const others = [1, 2, 3].flatMap(step => services[group + ((i - group + step) % 6)] ?? [])
      const blockedBy = next() < 0.85 ? others.slice(0, 1 + Math.floor(next() * 3)) : []
      const answer = blockedBy.length === 0 ? 'yes' : next() < 0.5 ? 'no' : 'unknown'
      year.verdicts.push({ ...version, answer, alone: answer === 'yes' ? 'yes' : 'no', blockedBy, at: ready })
      const at = leaves + Math.floor(next() * 90) * minute
      year.deployments.push({ ...version, at })
      if (next() < 0.1) {
        // What broke is repaired the next morning, with a neighbour.
        const repaired = leaves + 13 * hour + Math.floor(next() * 60) * minute
        year.deployments.push({ application, version: `${train + 1}.1`, at: repaired })
        year.deployments.push({
          application: others[0] as string,
          version: `${train + 1}.1-with-${i}`,
          at: repaired + 10 * minute
        })
      }
    }
  }
  return {
    ...periodOf(year),
    shared: services.slice(0, 48).map((application, i) => ({
      path: `oracle/core/${['customers', 'orders', 'prices', 'stock'][i % 4]}`,
      applications: [application, services[(i + 4) % 48] as string]
    })),
    overdue: services
      .slice(0, 36)
      .map((provider, i) => ({ provider, element: `GET /v1/things-${i}`, sunset: start + (100 + i) * day })),
    integrations: calls.map((call, i) => ({ ...call, hasContract: i % 4 === 0 }))
  }
}
