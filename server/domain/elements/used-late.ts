import type { DatesKnown } from './dates.ts'
import type { Dates } from './facts.ts'
import type { ElementQuestion, ElementReason } from './reasons.ts'

interface Late {
  provider: string
  element: string
  direction: 'sends' | 'receives' | undefined
  versions: string[]
  dates: Dates
}

/** What the candidate uses of live providers that is deprecated: newly, or though its last day is over. */
export function newlyUsed(question: ElementQuestion, dates: DatesKnown): ElementReason[] {
  const { candidate, ignored } = question
  const { needs } = candidate.circumstances.elements
  const found = new Map<string, Late & { isNew: boolean }>()
  for (const { provider, version, isBefore, used } of needs) {
    if (isBefore || isIgnored(provider, version, ignored)) continue
    const before = needs.filter(need => need.isBefore && need.provider === provider && need.version === version)
    for (const { key: element, direction } of used ?? []) {
      const said = dates.ofOffered(provider, element, version)
      if (said === undefined) continue
      // Where it is not worked out what the version before uses, nothing says that this is new.
      const isNew = before.every(
        need => need.used !== undefined && !need.used.some(one => one.key === element && one.direction === direction)
      )
      const id = JSON.stringify([provider, element, direction])
      const known = found.get(id)
      found.set(id, {
        provider,
        element,
        direction,
        dates: known?.dates ?? said,
        versions: [...new Set([...(known?.versions ?? []), version])],
        isNew: isNew || (known?.isNew ?? false)
      })
    }
  }
  return [...found.values()].flatMap(({ isNew, ...late }) => reasonOf(late, isNew, candidate, dates) ?? [])
}

function reasonOf(
  { direction, ...late }: Late,
  isNew: boolean,
  candidate: ElementQuestion['candidate'],
  dates: DatesKnown
): ElementReason | undefined {
  const isOver = dates.isOver(late.dates)
  if (!isOver && !isNew) return undefined
  const users = [{ application: candidate.application, version: candidate.number, how: 'candidate' as const, until: null }]
  const code = isOver ? 'past-sunset-in-use' : 'deprecated-newly-used'
  return { ...late, ...(direction && { direction }), code, candidate, isOver, users, outcome: 'warn' }
}

const isIgnored = (provider: string, version: string, ignored: ElementQuestion['ignored']) =>
  ignored.some(({ application, version: named }) => application === provider && (named === undefined || named === version))
