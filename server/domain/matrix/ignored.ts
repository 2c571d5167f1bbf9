import type { Pairing } from './pairing.ts'

/** An application to leave out of the decision, or just one version of it. */
export interface Ignored {
  application: string
  version?: string
  /** No such application or version is known, which the asker is told. */
  unknown: boolean
}

/** One side, by name only or by name and version. */
export const isLeftOut = (side: { application: string; number: string }, ignored: readonly Ignored[]): boolean =>
  ignored.some(
    ({ application, version }) => application === side.application && (version === undefined || version === side.number)
  )

/** By name only, or by name and version on the side that has that version; no version never matches a version,
 * and a provider that is not there has none, whatever version gave the evidence. */
export function isIgnored({ consumer, provider, external }: Pairing, ignored: readonly Ignored[]): boolean {
  return ignored.some(
    ({ application, version }) =>
      (application === consumer.name && (version === undefined || version === consumer.version.number)) ||
      (application === provider.name &&
        (version === undefined || (external === undefined && version === provider.version?.number)))
  )
}
