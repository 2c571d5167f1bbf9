import type { Pairing } from './pairing.ts'

/** An application to leave out of the decision, or just one version of it. */
export interface Ignored {
  application: string
  version?: string
  /** No such application or version is known, which the asker is told. */
  unknown: boolean
}

/** One side, by name only or by name and version; where there is no version (undefined) only by name. */
export const isLeftOut = (side: { application: string; number: string | undefined }, ignored: readonly Ignored[]): boolean =>
  ignored.some(
    ({ application, version }) => application === side.application && (version === undefined || version === side.number)
  )

/** Either side; a provider that is not there has no version, whatever version gave the evidence. */
export function isIgnored({ consumer, provider, external }: Pairing, ignored: readonly Ignored[]): boolean {
  const number = external === undefined ? provider.version?.number : undefined
  return (
    isLeftOut({ application: consumer.name, number: consumer.version.number }, ignored) ||
    isLeftOut({ application: provider.name, number }, ignored)
  )
}
