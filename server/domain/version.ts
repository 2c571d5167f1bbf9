export interface Version {
  id: number
  applicationId: number
  application: string
  number: string
  /** Comparable within one application only. */
  order: number
  buildUrl: string | null
  /** What was built, and what it was built from; null where nobody said. Never changed once said. */
  artifactDigest: string | null
  sourceFingerprint: string | null
  createdAt: number
  updatedAt: number
}
