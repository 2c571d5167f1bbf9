import { compareTexts, endedEarly, readProvider } from '../domain/compare-texts.ts'
import type { Provider } from '../domain/comparison/compare-contract.ts'
import { defaultLimits } from '../domain/comparison/compare-contract.ts'
import type { Comparing } from '../domain/comparison.ts'
import { joinParts } from '../domain/contracts/content.ts'
import { unpackBody } from '../storage/bodies.ts'
import type { PackedContract, PackedDocument } from '../storage/comparison-queue.ts'

export interface Job {
  contract: PackedContract
  setId: number
  /** Left out where the documents of the set are held since an earlier job. */
  documents?: readonly PackedDocument[]
  /** Milliseconds after which the rest is left undecided. */
  patience: number
}

/** What came of a job, and the sets of which the documents are held. */
export interface JobAnswer {
  found: Comparing | { error: string }
  holds: number[]
}

export type Comparer = (job: Job) => JobAnswer

/** Characters of documents that are held, prepared, with what was learnt of their schemas: some twenty times as many bytes. */
const mostHeld = 8_000_000

/** Compares one contract after the other, and keeps the documents that it read last: many contracts meet the same ones. */
export function createComparer(): Comparer {
  const held = new Map<number, { provider: Provider; characters: number }>()

  function providerOf({ setId, documents = [] }: Job): Provider {
    const known = held.get(setId)
    if (known === undefined && documents.length === 0)
      throw new Error(`The documents of the set ${setId} are not held, and were not sent.`)
    held.delete(setId)
    const texts = documents.map(({ name, ...body }) => ({ name, text: unpackBody(withBuffer(body)) }))
    const characters = texts.reduce((sum, { text }) => sum + text.length, 0)
    makeRoom(known?.characters ?? characters)
    const provider = known?.provider ?? readProvider(texts)
    held.set(setId, { provider, characters: known?.characters ?? characters })
    return provider
  }

  /** Lets go of those that were used longest ago. */
  function makeRoom(wanted: number): void {
    let taken = [...held.values()].reduce((sum, { characters }) => sum + characters, wanted)
    for (const [oldest, { characters }] of held) {
      if (taken <= mostHeld) return
      held.delete(oldest)
      taken -= characters
    }
  }

  return job => {
    const end = Date.now() + job.patience
    try {
      const provider = providerOf(job)
      const limits = { ...defaultLimits, expired: () => Date.now() > end }
      return { found: compareTexts(textOf(job.contract), provider, limits), holds: [...held.keys()] }
    } catch (error) {
      // Whatever was learnt until then may be half learnt.
      held.delete(job.setId)
      const found = isTooDeep(error)
        ? endedEarly('The comparison was given up: the contract or the documents are nested too deep.')
        : { error: String(error instanceof Error ? error.stack : error) }
      return { found, holds: [...held.keys()] }
    }
  }
}

function textOf({ envelope, interactions }: PackedContract): string {
  return joinParts({
    envelope: unpackBody(withBuffer(envelope)),
    interactions: interactions.map(({ at, ...body }) => ({ text: unpackBody(withBuffer(body)), key: '', at }))
  })
}

/** What was sent to a thread arrives as plain bytes. */
const withBuffer = <Body extends { body: Uint8Array }>(stored: Body) => ({ ...stored, body: Buffer.from(stored.body) })

const isTooDeep = (error: unknown) => error instanceof RangeError && /call stack/i.test(error.message)
