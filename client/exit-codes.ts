import type { SoloistErrorCode } from './error.ts'
import type { Answer } from './verdict.ts'

/** What the command tells the shell. Documented in docs/command.md, and never changed. */
export const exitCodes = { done: 0, yes: 0, no: 1, unknown: 2, askedWrongly: 3, noAnswer: 4 } as const

export const exitCodeForAnswer = (answer: Answer): number => exitCodes[answer]

/** 3 where another question would help, 4 where only another broker, or another moment, would. */
export function exitCodeForError(code: SoloistErrorCode): number {
  switch (code) {
    case 'asked-wrongly':
    case 'refused':
    case 'not-allowed':
    case 'not-found':
    case 'conflict':
      return exitCodes.askedWrongly
    case 'failed':
    case 'unreachable':
    case 'timeout':
    case 'not-understood':
      return exitCodes.noAnswer
  }
}
