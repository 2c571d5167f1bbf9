import type { Broker } from '../broker.ts'
import type { Config } from '../config.ts'
import type { Queries } from '../storage/database.ts'
import { deleteExpired, type ExpiredBranch, type Expiry, expiredBranches } from '../storage/expired-branches.ts'
import { theApplication } from './found.ts'

const day = 24 * 60 * 60 * 1000

/** What has expired at that moment, or undefined where branches never do. */
export const expiryAt = ({ branchExpiryDays }: Config, now: number): Expiry | undefined =>
  branchExpiryDays === 0 ? undefined : { now, before: now - branchExpiryDays * day }

const expiryOf = ({ config, now }: Broker) => expiryAt(config, now())

/** The expired branches of an application, or of all. */
export async function findExpired(broker: Broker, db: Queries, application: string | undefined): Promise<ExpiredBranch[]> {
  const applicationId = application === undefined ? undefined : (await theApplication(db, application)).id
  const expiry = expiryOf(broker)
  return expiry === undefined ? [] : expiredBranches(db, expiry, { applicationId })
}

/** Removes the expired branches, and says which they were; versions and contracts stay. */
export function expireBranches(broker: Broker, application: string | undefined): Promise<ExpiredBranch[]> {
  return broker.db.transaction(async tx => {
    const expired = await findExpired(broker, tx, application)
    const expiry = expiryOf(broker)
    return expiry === undefined ? [] : deleteExpired(tx, expired, expiry)
  })
}

/** Those of the branches that have expired, by id. */
export async function expiredAmong(broker: Broker, ids: readonly number[]): Promise<Set<number>> {
  const expiry = expiryOf(broker)
  const expired = expiry === undefined ? [] : await expiredBranches(broker.db, expiry, { among: ids })
  return new Set(expired.map(({ id }) => id))
}
