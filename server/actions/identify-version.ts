import type { Broker } from '../broker.ts'
import type { Version } from '../domain/version.ts'
import { Problem } from '../problem.ts'
import type { Transaction } from '../storage/database.ts'
import { identify } from '../storage/versions.ts'

/** What a version is, as it is asked; what is absent or null says nothing. */
export interface IdentityFields {
  artifactDigest?: string | null | undefined
  sourceFingerprint?: string | null | undefined
}

/** Keeps what a version is. It is said once: results may count for other versions because of it. */
export async function identifyVersion(
  tx: Transaction,
  { now }: Pick<Broker, 'now'>,
  { id, application, number }: Pick<Version, 'id' | 'application' | 'number'>,
  { artifactDigest, sourceFingerprint }: IdentityFields
): Promise<void> {
  const asked = { artifactDigest: artifactDigest ?? null, sourceFingerprint: sourceFingerprint ?? null }
  if (asked.artifactDigest === null && asked.sourceFingerprint === null) return
  const kept = await identify(tx, id, asked, now())
  for (const field of ['artifactDigest', 'sourceFingerprint'] as const) {
    const [before, other] = [kept[field], asked[field]]
    if (other === null || other === before) continue
    const text = `of ${application} ${number} is ${before}, and cannot become ${other}: what differs is another version`
    throw new Problem('conflict', `The ${field} ${text}.`, { errors: { [field]: [text] } })
  }
}
