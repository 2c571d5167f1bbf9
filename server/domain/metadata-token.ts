/** What an address of a pact carries, so that the result of its verification can say how the pact was selected. */
export interface Metadata {
  consumerVersions: string[]
  selectors: Array<{ tag?: string; branch?: string; latest?: boolean; consumerVersion?: string }>
  pending?: boolean
  wip?: boolean
}

/** Positions instead of names: a token is part of an address, and addresses have a longest length. */
type Compact = [versions: string[], selectors: CompactSelector[], pending: 0 | 1 | null, wip: 0 | 1 | null]
type CompactSelector = [tag: string | 0, branch: string | 0, latest: 0 | 1 | null, consumerVersion: string | 0]

/** One path segment that needs no encoding. */
export function encodeToken({ consumerVersions, selectors, pending, wip }: Metadata): string {
  const compact: Compact = [
    consumerVersions,
    selectors.map(({ tag, branch, latest, consumerVersion }) => [tag ?? 0, branch ?? 0, bit(latest), consumerVersion ?? 0]),
    bit(pending),
    bit(wip)
  ]
  return Buffer.from(JSON.stringify(compact)).toString('base64url')
}

/** A bad token says nothing, padding does no harm: clients only replay what they were given. */
export function decodeToken(token: string | undefined): Metadata {
  const compact = token === undefined ? undefined : readCompact(token)
  if (compact === undefined) return { consumerVersions: [], selectors: [] }
  const [versions, selectors, pending, wip] = compact
  return {
    consumerVersions: versions,
    selectors: selectors.map(([tag, branch, latest, consumerVersion]) => ({
      ...(isText(tag) && { tag }),
      ...(isText(branch) && { branch }),
      ...(latest !== null && { latest: latest === 1 }),
      ...(isText(consumerVersion) && { consumerVersion })
    })),
    ...(pending !== null && { pending: pending === 1 }),
    ...(wip !== null && { wip: wip === 1 })
  }
}

function readCompact(token: string): Compact | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    return isCompact(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isCompact(value: unknown): value is Compact {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [versions, selectors, pending, wip] = value as unknown[]
  return Array.isArray(versions) && versions.every(isText) && isSelectors(selectors) && isBit(pending) && isBit(wip)
}

const isSelectors = (value: unknown): value is CompactSelector[] =>
  Array.isArray(value) &&
  value.every(
    each =>
      Array.isArray(each) &&
      each.length === 4 &&
      [each[0], each[1], each[3]].every(part => part === 0 || isText(part)) &&
      isBit(each[2])
  )

const bit = (flag: boolean | undefined) => (flag === undefined ? null : flag ? 1 : 0)
const isBit = (value: unknown): value is 0 | 1 | null => value === 0 || value === 1 || value === null
const isText = (value: unknown): value is string => typeof value === 'string'
