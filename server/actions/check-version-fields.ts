import { nameProblem, textProblem } from '../domain/names.ts'
import type { IdentityFields } from './identify-version.ts'

/** Where a version that publishes belongs, as it is asked. */
export interface VersionFields extends IdentityFields {
  pacticipantVersionNumber: string
  branch?: string | null | undefined
  tags?: string[] | null | undefined
  buildUrl?: string | null | undefined
}

/** Notes what is wrong with each of them. */
export function checkVersionFields(asked: VersionFields, note: (field: string, problem: string | undefined) => void): void {
  note('pacticipantVersionNumber', nameProblem(asked.pacticipantVersionNumber))
  if (typeof asked.branch === 'string') note('branch', nameProblem(asked.branch))
  if (typeof asked.buildUrl === 'string') note('buildUrl', textProblem(asked.buildUrl))
  for (const [field, problem] of identityProblems(asked)) note(field, problem)
  for (const [index, tag] of (asked.tags ?? []).entries()) note('tags', placed(nameProblem(tag), index))
}

/** What is wrong with what a version is said to be, by field. */
export const identityProblems = ({
  artifactDigest,
  sourceFingerprint
}: IdentityFields): Array<[field: string, problem: string]> =>
  Object.entries({ artifactDigest, sourceFingerprint }).flatMap(([field, text]): Array<[string, string]> => {
    const problem = typeof text === 'string' ? nameProblem(text) : undefined
    return problem === undefined ? [] : [[field, problem]]
  })

/** The reference's way to say where in a list something is wrong. */
export const placed = (problem: string | undefined, index: number) => problem && `${problem} (at index ${index})`
