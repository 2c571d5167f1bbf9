import { displayNameFor, nameProblem, textProblem } from './names.ts'

/** What a team says about its application; null takes it back, undefined says nothing. */
export interface ApplicationFields {
  displayName?: string | null | undefined
  mainBranch?: string | null | undefined
  repositoryUrl?: string | null | undefined
  repositoryName?: string | null | undefined
  repositoryNamespace?: string | null | undefined
  owner?: string | null | undefined
  contact?: string | null | undefined
}

/** What cannot be kept, by field. */
export function applicationProblems(fields: ApplicationFields): Record<string, string[]> {
  const { displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace, owner, contact } = fields
  const spaces = mainBranch?.trim() && /\s/.test(mainBranch) ? 'cannot contain spaces' : undefined
  const problems = {
    displayName: displayName?.trim() ? nameProblem(displayName) : undefined,
    mainBranch: typeof mainBranch === 'string' ? (nameProblem(mainBranch) ?? spaces) : undefined,
    repositoryUrl: textProblem(repositoryUrl ?? ''),
    repositoryName: textProblem(repositoryName ?? ''),
    repositoryNamespace: textProblem(repositoryNamespace ?? ''),
    owner: typeof owner === 'string' ? nameProblem(owner) : undefined,
    contact: typeof contact === 'string' ? nameProblem(contact) : undefined
  }
  const found = Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(found.map(([field, problem]) => [field, [problem]]))
}

/** The display name to keep: one made from the name where none is given. */
export const displayNameOf = (name: string, given: string | null | undefined) => (given?.trim() ? given : displayNameFor(name))
