export interface Version {
  id: number
  applicationId: number
  application: string
  number: string
  /** Comparable within one application only. */
  order: number
  buildUrl: string | null
  createdAt: number
  updatedAt: number
}
