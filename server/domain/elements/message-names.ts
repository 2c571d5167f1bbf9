import { unversioned } from '../comparison/messages/offer.ts'

interface MessageVersion {
  channel: string
  name: string
  version: string
}

/** Whether the first is an earlier version of the same message: as numbers where they are some, else of another name of the version. */
export function isPredecessor(one: MessageVersion, other: MessageVersion): boolean {
  const isSame = (of: 'name' | 'channel') => unversioned(one[of]) === unversioned(other[of])
  if (!isSame('name') || !isSame('channel')) return false
  const [mine, theirs] = [numbersOf(one.version), numbersOf(other.version)]
  for (let i = 0; i < Math.max(mine.length, theirs.length); i++) {
    const difference = (theirs[i] ?? 0) - (mine[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

const numbersOf = (version: string) =>
  version
    .split(/\D+/)
    .filter(part => part !== '')
    .map(Number)
