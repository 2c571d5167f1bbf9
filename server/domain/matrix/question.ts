/** What a question says about one application; its conditions are AND-ed. Reference 3.10.1. */
export interface Selector {
  application: string
  version?: string
  branch?: string
  tag?: string
  mainBranch?: true
  latest?: true
  environment?: string
}

/** Where the specified versions are to go. `latest` alone: to the newest version of everybody. */
export type Destination =
  | { kind: 'environment'; name: string }
  | { kind: 'tag'; name: string; latest: boolean }
  | { kind: 'main-branch' }
  | { kind: 'latest' }

/** One row for each of these; `all`: every revision and every result ever posted. */
export type LatestBy = 'cvpv' | 'cvp' | 'cp' | 'all'

export interface MatrixQuestion {
  selectors: Selector[]
  ignore: Selector[]
  destination: Destination | undefined
  latestBy: LatestBy
  /** Keep rows with these results only; null is "no result". */
  success: Array<boolean | null> | undefined
  /** The most publications and rows looked at where a selector names no version. */
  limit: number | undefined
  /** The slot that the version goes to: '' is "no instance", undefined is any. */
  instance: string | undefined
}

/** A destination in which a version could run, as opposed to just the newest of everybody. */
export const isPlace = (destination: Destination | undefined): boolean =>
  destination !== undefined && destination.kind !== 'latest'

/** Whether an ignore selector, or another, is more than a name. */
export function hasConditions({ application: _, ...conditions }: Selector): boolean {
  return Object.keys(conditions).length > 0
}
