import type { DocumentFacts } from './provider-contracts/read-document.ts'

/** A named document of a provider version. */
export interface ProviderContract extends DocumentFacts {
  id: number
  name: string
  providerId: number
  provider: string
  versionId: number
  version: string
  revision: number
  documentId: number
  contentId: number
  /** SHA-256 of the document's bytes, in hex. */
  hash: string
  /** Bytes. */
  size: number
  createdAt: number
  /** The newest check of the document by its provider, if there was any. */
  selfVerification: SelfVerification | null
}

export interface SelfVerification {
  success: boolean
  verifier: string | null
  verifierVersion: string | null
  /** The report as it was sent, which may be of any type. */
  reportId: number | null
  reportType: string | null
  reportFormat: string | null
  createdAt: number
}
