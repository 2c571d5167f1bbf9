const most = 3

/** Of the keys, those most like one that is not among them: with the same beginning and end. */
export function nearestKeys(wanted: string, keys: readonly string[]): string[] {
  const endpoint = wanted.split('#')[0] as string
  const within = keys.filter(key => key.split('#')[0] === endpoint)
  const likeness = (key: string) => commonStart(key, wanted) + commonEnd(key, wanted) - Math.abs(key.length - wanted.length) / 2
  return (within.length > 0 ? within : keys)
    .map(key => ({ key, likeness: likeness(key) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || (a.key < b.key ? -1 : 1))
    .slice(0, most)
    .map(({ key }) => key)
}

function commonStart(a: string, b: string): number {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return i
}

function commonEnd(a: string, b: string): number {
  let i = 0
  while (i < Math.min(a.length, b.length) && a.at(-1 - i) === b.at(-1 - i)) i++
  return i
}
