/** What the score is made of. Each part earns its weight times how well it went, from 0 to 1. docs/autonomy-report.md argues the weights. */
export const weights = {
  alone: 30,
  waiting: 10,
  'lock-step': 15,
  'co-deployment': 20,
  'shared-stores': 10,
  'overdue-windows': 5,
  contracts: 10
} as const

export type PartName = keyof typeof weights

/** Why points were lost: how many, because of what, and what would win them back. */
export interface Loss {
  points: number
  because: string
  remedy: string
}

export interface Part {
  name: PartName
  weight: number
  /** From 0 (as coupled as can be) to 1; undefined where there is no data. */
  value: number | undefined
  /** How the value comes about, with its inputs. */
  formula: string
  losses: Loss[]
}

/**
 * From 0 (a distributed monolith) to 100: of the points of the parts that have data, the share that was earned. Undefined where none
 * has.
 */
export function scoreOf(parts: readonly Part[]): number | undefined {
  const known = parts.filter(({ value }) => value !== undefined)
  const possible = known.reduce((sum, { weight }) => sum + weight, 0)
  if (possible === 0) return undefined
  return (100 * known.reduce((sum, { weight, value = 0 }) => sum + weight * value, 0)) / possible
}

/** The formula with its numbers: `100 x (28.5 + 9.9) / (30 + 10)`. */
export function scoreFormula(parts: readonly Part[]): string {
  const known = parts.filter(({ value }) => value !== undefined)
  if (known.length === 0) return 'no part has data'
  const earned = known.map(({ weight, value = 0 }) => (weight * value).toFixed(1)).join(' + ')
  const without = parts.length - known.length
  const note = without === 0 ? '' : `; ${without} of ${parts.length} parts have no data and do not count`
  return `100 x (${earned}) / (${known.map(({ weight }) => weight).join(' + ')})${note}`
}

/** Splits the points that a part lost among what is to blame, by their shares; the largest first, the small ones in one line. */
export function lossesOf(
  lost: number,
  blame: ReadonlyArray<{ share: number; because: string; remedy: string }>,
  rest: (count: number) => Omit<Loss, 'points'>
): Loss[] {
  const total = blame.reduce((sum, { share }) => sum + share, 0)
  if (total === 0 || lost < 1e-9) return []
  const losses = blame
    .map(({ share, because, remedy }) => ({ points: (lost * share) / total, because, remedy }))
    .toSorted((one, other) => other.points - one.points)
  const shown = losses.slice(0, most)
  const others = losses.slice(most)
  if (others.length === 0) return shown
  return [...shown, { points: others.reduce((sum, { points }) => sum + points, 0), ...rest(others.length) }]
}

const most = 5
