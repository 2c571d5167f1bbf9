import type { ImportKind, ImportReport } from '../../schemas/imports.ts'

/** Gathers what an import saw, copied and could not copy. */
export interface Reporter {
  /** So many of a kind are at the source. */
  saw(kind: ImportKind, count?: number): void
  copied(kind: ImportKind, count?: number): void
  /** One thing that is not copied, or not whole, and why. */
  problem(kind: ImportKind, what: string, why: string): void
  /** What the reader should know, although nothing is lost. */
  remark(sentence: string): void
  numbers(): Map<ImportKind, { source: number; copied: number }>
  problems: ImportReport['problems']
  remarks: string[]
}

/** A report of a million lines is read by nobody. */
const mostProblems = 1000

export function openReport(): Reporter {
  const numbers = new Map<ImportKind, { source: number; copied: number }>()
  const problems: ImportReport['problems'] = []
  const remarks = new Set<string>()
  let unlisted = 0
  const of = (kind: ImportKind) => {
    const known = numbers.get(kind) ?? { source: 0, copied: 0 }
    numbers.set(kind, known)
    return known
  }
  return {
    saw: (kind, count = 1) => void (of(kind).source += count),
    copied: (kind, count = 1) => void (of(kind).copied += count),
    problem: (kind, what, why) => {
      if (problems.length < mostProblems) problems.push({ kind, what, why })
      else unlisted++
    },
    remark: sentence => void remarks.add(sentence),
    numbers: () => numbers,
    get problems() {
      return unlisted === 0
        ? problems
        : [...problems, { kind: 'contracts' as const, what: `${unlisted} more things`, why: 'the list ends here' }]
    },
    get remarks() {
      return [...remarks]
    }
  }
}
