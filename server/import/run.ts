import type { ImportKind } from '../../schemas/imports.ts'
import type { Broker } from '../broker.ts'
import type { Import } from '../storage/imports/record.ts'
import { ImportError, NotGiven } from './errors.ts'
import type { Reporter } from './report.ts'
import type { SourceApplication } from './source/applications.ts'
import type { Source } from './source/source.ts'
import type { SourceVersion } from './source/versions.ts'

/** What an import tells while it runs: how many things of a phase it has looked at, and how many it brought. */
export interface ProgressEvent {
  phase: string
  looked: number
  copied: number
  milliseconds: number
  isOver: boolean
}

/** An application of the source, with its id here, and its versions there with their ids here. */
export interface CopiedApplication {
  id: number
  source: SourceApplication
  /** The oldest first. */
  versions: SourceVersion[]
  /** By number. */
  versionIds: Map<string, number>
}

/** What the phases of an import share. */
export interface Run {
  broker: Broker
  source: Source
  record: Import
  report: Reporter
  signal: AbortSignal
  onProgress: (event: ProgressEvent) => void
  /** Ids here, by the source's uuid. */
  environments: Map<string, number>
  /** By name. */
  applications: Map<string, CopiedApplication>
}

/** Tells how a phase goes; `work` says after each step how many things it looked at, and how many it brought. */
export async function inPhase(
  run: Run,
  phase: string,
  work: (step: (looked: number, copied?: number) => void) => Promise<void>
): Promise<void> {
  const begun = Date.now()
  let looked = 0
  let copied = 0
  const tell = (isOver: boolean) => run.onProgress({ phase, looked, copied, milliseconds: Date.now() - begun, isOver })
  await work((more, brought = 0) => {
    if (run.signal.aborted) throw new ImportError('stopped', 'The import was stopped. The same command continues it.')
    looked += more
    copied += brought
    tell(false)
  })
  tell(true)
}

/** Pieces of a list that are small enough for one transaction, and for that many answers at once. */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size)
}

/** What the source gives, or undefined with a line in the report. What keeps the whole import from going on is thrown. */
export async function given<T>(run: Run, kind: ImportKind, what: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof NotGiven)) throw error
    run.report.problem(kind, what, error.message)
    return undefined
  }
}

/** Tells the report of pages that are missing. */
export const missingPages = (run: Run, kind: ImportKind, what: string) => (why: string) => run.report.problem(kind, what, why)
