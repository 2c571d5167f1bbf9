import type { Application } from '../domain/application.ts'
import type { Version } from '../domain/version.ts'
import { Problem } from '../problem.ts'
import { findApplication } from '../storage/applications.ts'
import { type Branch, findBranch } from '../storage/branches.ts'
import type { Queries } from '../storage/database.ts'
import { type Environment, findEnvironmentByUuid } from '../storage/environments.ts'
import { findVersion } from '../storage/versions.ts'

/** What an address names, or the refusal that says which part of it there is not. */

export const theApplication = async (db: Queries, name: string): Promise<Application> =>
  (await findApplication(db, name)) ?? missing(`No pacticipant with name '${name}' found`)

export const theVersion = async (db: Queries, application: string, number: string): Promise<Version> =>
  (await findVersion(db, application, number)) ?? missing(`No version ${number} of ${application} is known`)

export const theBranch = async (db: Queries, application: string, name: string): Promise<Branch> =>
  (await findBranch(db, application, name)) ?? missing(`${application} has no branch ${name}`)

export const theEnvironment = async (db: Queries, uuid: string): Promise<Environment> =>
  (await findEnvironmentByUuid(db, uuid)) ?? missing(`No environment has the UUID ${uuid}; GET /environments lists them`)

export function missing(sentence: string): never {
  throw new Problem('not-found', sentence)
}
