import type { Notice } from './document.ts'
import type { Line } from './report.ts'
import type { Usage } from './simulations.ts'
import { info, placed } from './tell-findings.ts'
import type { ElementWindow } from './windows.ts'

/** `deprecated since 2026-01-01, promised until 2026-03-31`. */
export function windowInWords({ state, deprecatedOn, sunset, openEnded, announced, of }: ElementWindow): string {
  const since = deprecatedOn === undefined ? '' : `${state === 'introduced' ? ' from' : ' since'} ${deprecatedOn}`
  const parts = [
    state === 'removed'
      ? 'removed'
      : deprecatedOn === undefined && sunset === undefined && !openEnded
        ? ''
        : `deprecated${since}`,
    sunset === undefined ? '' : `promised until ${sunset}`,
    openEnded ? 'without a last day' : '',
    (sunset !== undefined || openEnded) && !announced ? 'which is not announced yet' : '',
    of === undefined ? '' : `as is ${of}`
  ].filter(part => part !== '')
  return parts.length === 0 ? 'not deprecated' : parts.join(', ')
}

/** Who says to use the element, a version each: where it counts, and how strongly it relies on it or on what is inside. */
export function userLines(consumers: Usage['consumers'], element: string): Line[] {
  return consumers.flatMap(({ name, versions }) =>
    versions.map(version => {
      const strengths = [...new Set(version.uses.map(({ strength }) => strength))].join(', ')
      const inside = version.uses.filter(use => use.element !== element).map(use => info(`${use.element}: ${use.strength}`))
      return info(`${name} ${placed(version)}: ${strengths}`, inside)
    })
  )
}

export const noticeLines = (notices: readonly Notice[] = []): Line[] => notices.map(({ text }) => info(text))
