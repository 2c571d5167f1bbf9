const units: Array<[name: string, milliseconds: number]> = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000]
]

/** How long ago, in the largest unit that fits: `2 days ago`. */
export function ago(milliseconds: number): string {
  for (const [name, length] of units) {
    const count = Math.floor(milliseconds / length)
    if (count > 0) return `${count} ${name}${count > 1 ? 's' : ''} ago`
  }
  return 'less than a minute ago'
}
