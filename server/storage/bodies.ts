import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Below this a text hardly shrinks, and reading it should cost nothing. */
const worthPacking = 512
/** Measured on interactions of 1 kB: level 6 is 9 % smaller than 1 for 3 µs more; 9 gains nothing over 6. */
const level = 6

export interface StoredBody {
  packed: number
  body: Buffer
}

export const hashOf = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest()

export function packBody(content: string | Buffer): StoredBody {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  return bytes.length < worthPacking ? { packed: 0, body: bytes } : { packed: 1, body: deflateRawSync(bytes, { level }) }
}

export const unpackBytes = ({ packed, body }: StoredBody): Buffer => (packed === 1 ? inflateRawSync(body) : body)
export const unpackBody = (stored: StoredBody): string => unpackBytes(stored).toString('utf8')

const sizes = [64, 32, 16, 8, 4, 2, 1]

/** Cuts rows into few sizes, so that statements with a row each have few texts. */
export function batches<Row>(rows: readonly Row[]): Row[][] {
  const cut: Row[][] = []
  let done = 0
  for (const size of sizes) {
    for (; done + size <= rows.length; done += size) cut.push(rows.slice(done, done + size))
  }
  return cut
}
