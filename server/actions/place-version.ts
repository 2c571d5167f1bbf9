import type { Broker } from '../broker.ts'
import type { Version } from '../domain/version.ts'
import { setMainBranch } from '../storage/applications.ts'
import { addToBranch, isOnABranch } from '../storage/branches.ts'
import type { Transaction } from '../storage/database.ts'
import { addTag, hasTags } from '../storage/tags.ts'
import { setBuildUrl } from '../storage/versions.ts'
import { announceWindows } from '../storage/windows.ts'
import type { VersionFields } from './check-version-fields.ts'
import { identifyVersion } from './identify-version.ts'

/** Puts a version that publishes where it belongs: what it is, its build, branch and tags; what is not given stays as it is. */
export async function placeVersion(
  tx: Transaction,
  broker: Broker,
  version: Version,
  { buildUrl, branch, tags, ...identity }: Omit<VersionFields, 'pacticipantVersionNumber'>
): Promise<void> {
  await identifyVersion(tx, broker, version, identity)
  if (typeof buildUrl === 'string') await setBuildUrl(tx, version.id, buildUrl, broker.now())
  if (typeof branch === 'string') await putOnBranch(tx, broker, version, branch)
  for (const tag of new Set(tags ?? [])) await tagVersion(tx, broker, version, tag)
}

/** Puts a version on a branch, and takes the branch as main branch when the application has none and it looks like one. */
export async function putOnBranch(tx: Transaction, broker: Broker, version: Version, branch: string): Promise<boolean> {
  const added = await addToBranch(tx, version, branch, { now: broker.now() })
  await detectMainBranch(tx, broker, version.applicationId, branch)
  if (added) await announceWindows(tx, { version: version.id }, broker.now())
  return added
}

/** Tags a version, with the side effects on branches that tagging has. True when the tag is new. */
export async function tagVersion(tx: Transaction, broker: Broker, version: Version, tag: string): Promise<boolean> {
  const now = broker.now()
  // Old clients publish, then tag at once; a tag that comes later is no branch. Reference 3.6.
  const { firstTagIsBranch, firstTagWithin } = broker.config
  if (firstTagIsBranch && now - version.createdAt <= firstTagWithin) {
    const untouched = !(await hasTags(tx, version.id)) && !(await isOnABranch(tx, version.id))
    if (untouched) await addToBranch(tx, version, tag, { now, automatic: true })
  }
  await detectMainBranch(tx, broker, version.applicationId, tag)
  return addTag(tx, version.id, tag, now)
}

async function detectMainBranch(tx: Transaction, { config, now }: Broker, applicationId: number, name: string) {
  if (!config.autoDetectMainBranch || !config.mainBranchCandidates.includes(name)) return
  await setMainBranch(tx, applicationId, name, now())
}
