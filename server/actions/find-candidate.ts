import { findApplication } from '../storage/applications.ts'
import { findBranch } from '../storage/branches.ts'
import type { Queries } from '../storage/database.ts'
import { findEnvironment } from '../storage/environments.ts'
import { findBranchHead, findLatestVersion } from '../storage/versions.ts'

/** The version that an address means and where it would go, or the part of the address that there is none of. */
export type Candidate =
  | { pacticipant: string; version: string }
  | { absent: 'pacticipant' | 'version' | 'branch' | 'environment' | 'main branch'; sentence: string }

const unknown = (name: string) => ({ absent: 'pacticipant', sentence: `No pacticipant with name '${name}' found` }) as const

/** The newest version with the tag. */
export async function taggedCandidate(db: Queries, name: string, tag: string): Promise<Candidate> {
  const application = await findApplication(db, name)
  if (application === undefined) return unknown(name)
  const version = await findLatestVersion(db, application.id, tag)
  if (version === undefined) return { absent: 'version', sentence: `No version of ${name} has the tag ${tag}` }
  return { pacticipant: name, version: version.number }
}

/** The head of the branch, on its way to an environment that must be there. */
export async function branchCandidate(
  db: Queries,
  name: string,
  { branch, environment }: { branch: string; environment: string }
): Promise<Candidate> {
  if ((await findApplication(db, name)) === undefined) return unknown(name)
  if ((await findEnvironment(db, environment)) === undefined) {
    return { absent: 'environment', sentence: `No environment is named ${environment}; GET /environments lists them` }
  }
  return headOf(db, name, branch)
}

/** The head of the main branch. */
export async function mainBranchCandidate(db: Queries, name: string): Promise<Candidate> {
  const application = await findApplication(db, name)
  if (application === undefined) return unknown(name)
  const { mainBranch } = application
  if (mainBranch === null) return { absent: 'main branch', sentence: `${name} has no main branch` }
  return headOf(db, name, mainBranch)
}

async function headOf(db: Queries, pacticipant: string, name: string): Promise<Candidate> {
  const branch = await findBranch(db, pacticipant, name)
  if (branch === undefined) return { absent: 'branch', sentence: `${pacticipant} has no branch ${name}` }
  const version = await findBranchHead(db, branch.id)
  if (version === undefined) return { absent: 'version', sentence: `No version of ${pacticipant} is on the branch ${name}` }
  return { pacticipant, version: version.number }
}
