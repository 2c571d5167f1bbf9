import semver from 'semver'

/** `1.2.3-rc.1+5`, `v1.2.3`, `1.2` or `7`, ready to be compared; `undefined` for what is no such number. Reference 3.4. */
export function readVersionNumber(number: string): semver.SemVer | undefined {
  const short = /^\d+(\.\d+)?$/.test(number)
  const full = short ? `${number}${number.includes('.') ? '' : '.0'}.0` : number
  return semver.parse(full, { loose: true }) ?? undefined
}

/** Positive where the first comes later. What cannot be read was kept before versions were ordered by number, and comes first. */
export function compareVersionNumbers(one: string, other: string): number {
  const [a, b] = [readVersionNumber(one), readVersionNumber(other)]
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return a.compare(b) || a.compareBuild(b)
}

export interface PlacedNumber {
  number: string
  order: number
}

/**
 * The place of a new version among those of its application: that of the first which comes after it, which moves up with all
 * that follow; behind all others where there is none.
 */
export function placeFor(number: string, others: readonly PlacedNumber[]): { place: number; moves: boolean } {
  const later = others.filter(other => compareVersionNumbers(other.number, number) > 0)
  const place = later.length === 0 ? others.map(({ order }) => order + 1) : later.map(({ order }) => order)
  return later.length === 0 ? { place: Math.max(1, ...place), moves: false } : { place: Math.min(...place), moves: true }
}
