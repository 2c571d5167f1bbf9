import type { Broker } from '../broker.ts'
import { ensureApplication } from '../storage/applications.ts'
import { replaceTags } from '../storage/tags.ts'
import { setBuildUrl } from '../storage/versions.ts'
import { ensureVersion } from './ensure-version.ts'
import { type IdentityFields, identifyVersion } from './identify-version.ts'

export interface VersionFields extends IdentityFields {
  /** Null takes it back, undefined leaves it. */
  buildUrl?: string | null | undefined
  /** All the tags it shall have; undefined leaves them. No side effects of tagging. */
  tags?: string[] | undefined
}

/** Keeps what is said about a version, which with its application is made when missing. True when it was. */
export function saveVersion(
  broker: Broker,
  name: string,
  number: string,
  { buildUrl, tags, ...identity }: VersionFields
): Promise<boolean> {
  const { db, now } = broker
  return db.transaction(async tx => {
    const application = await ensureApplication(tx, name, now())
    const version = await ensureVersion(tx, broker, application, number)
    await identifyVersion(tx, broker, version, identity)
    if (buildUrl !== undefined) await setBuildUrl(tx, version.id, buildUrl, now())
    if (tags !== undefined) await replaceTags(tx, version.id, tags, now())
    return version.isNew
  })
}
