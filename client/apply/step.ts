import { isDeepStrictEqual } from 'node:util'

export type StepKind = 'environment' | 'application' | 'label' | 'policy' | 'webhook'
export type StepAction = 'create' | 'update' | 'unchanged' | 'delete'

/** One thing that the configuration is about, and what becomes of it. */
export interface Step {
  kind: StepKind
  name: string
  action: StepAction
  /** Which of its properties change; never to what, as some are secret. */
  changes: string[]
}

export interface StepToTake extends Step {
  take: () => Promise<unknown>
}

/** The properties that are wanted and are not as wanted; null and absent are the same. */
export function differences(wanted: object, current: object): string[] {
  const there = current as Record<string, unknown>
  return Object.entries(wanted)
    .filter(([name, value]) => value !== undefined && !isDeepStrictEqual(value ?? null, there[name] ?? null))
    .map(([name]) => name)
}

export const nothing = async (): Promise<void> => {}

/** The step to what is wanted from what is there; `take` is left out where nothing changes. */
export function stepTo(
  kind: StepKind,
  name: string,
  { current, wanted, take }: { current: object | undefined; wanted: object; take: () => Promise<unknown> }
): StepToTake {
  if (current === undefined) return { kind, name, action: 'create', changes: [], take }
  const changes = differences(wanted, current)
  return changes.length > 0
    ? { kind, name, action: 'update', changes, take }
    : { kind, name, action: 'unchanged', changes: [], take: nothing }
}

export const removal = (kind: StepKind, name: string, take: () => Promise<unknown>): StepToTake => ({
  kind,
  name,
  action: 'delete',
  changes: [],
  take
})
