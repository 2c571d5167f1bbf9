import { type Finding, type Meeting, needing, type PlanFacts, placesOf, runs, type State } from './world.ts'

/** A live consumer of what leaves, and what is left for it. */
export interface Loss extends Meeting {
  finding: Finding
}

const order = { proved: 0, missing: 1, failed: 2 } as const

/** Every live consumer of the application, with the best of what `left` leaves it of it. */
export function losses(facts: PlanFacts, left: State, application: string): Loss[] {
  const remaining = [
    ...new Map(
      placesOf(left, application)
        .filter(runs)
        .map(({ version }) => [version.id, version])
    ).values()
  ]
  const found = new Map<string, Loss>()
  for (const { consumer, contract, place } of needing(facts, left, application)) {
    if (place.held === 'retained') continue
    const choices = remaining.length === 0 ? [undefined] : remaining
    const best = choices
      .map(provider => ({ consumer, contract, provider, place, finding: facts.evidence(consumer, contract, provider) }))
      .sort((a, b) => order[a.finding.fit] - order[b.finding.fit])[0] as Loss
    found.set(`${consumer.id} ${contract.id} ${place.instance}`, best)
  }
  return [...found.values()]
}
