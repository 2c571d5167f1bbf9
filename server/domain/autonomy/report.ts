import { type Blocked, blockedTimes } from './blocked-time.ts'
import { type CoDeployment, coDeployment } from './co-deployment.ts'
import { fatesOf, type VersionFate } from './first-verdicts.ts'
import type { AutonomyInput, Overdue, Shared } from './input.ts'
import { lockStepGroups } from './lock-step.ts'
import { alonePart, coDeploymentPart, contractsPart, lockStepPart, overduePart, sharedPart, waitingPart } from './parts.ts'
import { type Part, scoreOf } from './score.ts'

export interface ApplicationRow {
  application: string
  deployments: number
  /** Versions by how they fared when first asked about; undefined where no verdicts are known. */
  versions: Record<VersionFate['fate'], number> | undefined
  /** Milliseconds that its versions waited for deployments of others, the longest first. */
  blocked: Array<{ by: string; time: number }>
}

export interface AutonomyReport {
  from: number
  to: number
  /** 0 (distributed monolith) to 100; undefined where nothing is known. */
  score: number | undefined
  parts: Part[]
  applications: ApplicationRow[]
  lockStep: string[][] | undefined
  coDeployment: CoDeployment
  shared: readonly Shared[] | undefined
  overdue: readonly Overdue[] | undefined
  integrations: { all: number; withoutContract: Array<{ consumer: string; provider: string }> } | undefined
}

/** How far the applications of an environment go alone, with a score, its inputs, and what every lost point is lost for. */
export function autonomyReport(input: AutonomyInput): AutonomyReport {
  const { from, to, verdicts, shared, overdue, integrations } = input
  const deployments = input.deployments.filter(({ at }) => at >= from && at <= to)
  const within = { ...input, deployments }
  const fates = verdicts && fatesOf(verdicts, deployments)
  const blocked = blockedTimes(within)
  const lockStep = verdicts && lockStepGroups(verdicts)
  const together = coDeployment(within)
  const names = applicationsIn(within)
  const parts = [
    alonePart(fates),
    waitingPart(fates?.length, blocked),
    // Without a single verdict nobody asked, which says nothing.
    lockStepPart(fates?.length === 0 ? undefined : lockStep, names.length),
    coDeploymentPart(together, deployments.length),
    sharedPart(shared, names.length),
    overduePart(overdue, names.length),
    contractsPart(integrations)
  ]
  return {
    from,
    to,
    score: scoreOf(parts),
    parts,
    applications: names.map(application => rowOf(application, { deployments, fates, blocked })),
    lockStep,
    coDeployment: together,
    shared,
    overdue,
    integrations: integrations && {
      all: integrations.length,
      withoutContract: integrations.flatMap(({ consumer, provider, hasContract }) =>
        hasContract ? [] : [{ consumer, provider }]
      )
    }
  }
}

/** Those that do something themselves: who is only named by a coupling does not go when that is removed. */
function applicationsIn({ deployments, verdicts = [], integrations = [] }: AutonomyInput): string[] {
  const names = [
    ...deployments.map(({ application }) => application),
    ...verdicts.map(({ application }) => application),
    ...integrations.flatMap(({ consumer, provider }) => [consumer, provider])
  ]
  return [...new Set(names)].toSorted()
}

interface Known {
  deployments: AutonomyInput['deployments']
  fates: VersionFate[] | undefined
  blocked: readonly Blocked[]
}

function rowOf(application: string, { deployments, fates, blocked }: Known): ApplicationRow {
  const mine = fates?.filter(fate => fate.application === application)
  const counted = (fate: VersionFate['fate']) => mine?.filter(each => each.fate === fate).length ?? 0
  const times = new Map<string, number>()
  for (const wait of blocked) {
    if (wait.application === application) times.set(wait.by, (times.get(wait.by) ?? 0) + wait.time)
  }
  return {
    application,
    deployments: deployments.filter(deployed => deployed.application === application).length,
    versions: mine && {
      alone: counted('alone'),
      'waited-for-evidence': counted('waited-for-evidence'),
      'not-alone': counted('not-alone'),
      undecided: counted('undecided')
    },
    blocked: [...times].map(([by, time]) => ({ by, time })).toSorted((one, other) => other.time - one.time)
  }
}
