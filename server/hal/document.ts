export interface Link {
  href: string
  title?: string
  name?: string
  templated?: boolean
}

/** Absolute link; members that are undefined are left out. */
export function link(base: string, path: string, rest: { title?: string; name?: string; templated?: boolean } = {}): Link {
  return { href: base + path, ...rest }
}

export const template = (base: string, path: string, title?: string): Link =>
  title === undefined ? { href: base + path, templated: true } : { title, href: base + path, templated: true }

/** The relation documentation pages of a kind of resource. */
export const curies = (base: string, context: string) => [
  { name: 'pb', href: `${base}/doc/{rel}?context=${context}`, templated: true }
]

/** Relations of Soloist's own. */
export const soloistCurie = (base: string, context: string) => ({
  name: 'soloist',
  href: `${base}/doc/soloist/{rel}?context=${context}`,
  templated: true
})

const instants = new Map<number, string>()
const instantsKept = 5000

/** ISO 8601 in UTC with offset, in whole seconds: `2026-01-31T08:05:09+00:00`. The same ones are written again and again. */
export function instant(milliseconds: number): string {
  let text = instants.get(milliseconds)
  if (text === undefined) {
    if (instants.size >= instantsKept) instants.clear()
    instants.set(milliseconds, (text = `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`))
  }
  return text
}

/** A day in UTC: `2026-01-31`. */
export const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10)

/** `createdAt` always, `updatedAt` only where something changed since. */
export const times = ({ createdAt, updatedAt }: { createdAt: number; updatedAt?: number }) =>
  updatedAt === undefined || updatedAt === createdAt
    ? { createdAt: instant(createdAt) }
    : { createdAt: instant(createdAt), updatedAt: instant(updatedAt) }

/** Without the members that are null: the wire leaves them out. */
export function present<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], null> } {
  const kept = Object.entries(members).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], null> }
}
