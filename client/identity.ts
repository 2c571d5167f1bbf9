/** What a version is. It is said once; another value is refused. */
export interface Identity {
  /** Of what was built, such as `sha256:…`: versions of an application with the same one count as the same. */
  artifactDigest?: string | undefined
  /** Of what it was built from, such as `soloist fingerprint` tells: the same, where a policy says so. */
  sourceFingerprint?: string | undefined
}

export const identityNames = ['artifactDigest', 'sourceFingerprint'] as const
