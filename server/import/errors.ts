/**
 * Why an import does not begin or cannot go on:
 * - `refused`: it was asked for something that it does not do, or the source does not let it in
 * - `no-answer`: the source does not answer, or is no Pact Broker
 * - `stopped`: it was told to stop
 */
export type ImportErrorCode = 'refused' | 'no-answer' | 'stopped'

export class ImportError extends Error {
  readonly code: ImportErrorCode

  constructor(code: ImportErrorCode, sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'ImportError'
    this.code = code
  }
}

/** One thing that the source does not give: the import goes on without it, and says so. */
export class NotGiven extends Error {
  readonly status: number | undefined

  constructor(sentence: string, status?: number) {
    super(sentence)
    this.name = 'NotGiven'
    this.status = status
  }
}
