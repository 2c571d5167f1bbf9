import type { Notice } from './document.ts'
import type { Line } from './report.ts'
import type { Usage } from './simulations.ts'
import { info, placed } from './tell-findings.ts'

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
