import type { Metadata } from '../metadata-token.ts'

/** The consumer version that a result is reported for, and the tags by which it had been selected. */
export interface ReportedFor {
  version: string
  tags: string[]
}

/** One for each consumer version the verified pact had been selected for; none where the address did not say. Reference 4.4. */
export function reportedFor({ selectors, consumerVersions }: Metadata): ReportedFor[] {
  const found = new Map<string, ReportedFor>()
  const of = (version: string) => {
    const known = found.get(version) ?? { version, tags: [] }
    found.set(version, known)
    return known
  }
  for (const { consumerVersion, tag } of selectors) {
    const only = consumerVersions.length === 1 ? consumerVersions[0] : undefined
    const version = consumerVersion ?? only
    if (version === undefined) continue
    const { tags } = of(version)
    if (tag !== undefined && !tags.includes(tag)) tags.push(tag)
  }
  for (const version of consumerVersions) of(version)
  return [...found.values()]
}
