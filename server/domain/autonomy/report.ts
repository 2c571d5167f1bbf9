import { type BlockedTime, blockedTimes, type VersionOutcome, versionOutcomes } from './alone.ts'
import { type CoDeployment, coDeployment } from './co-deployment.ts'
import type { AutonomyInput, GivenOverride } from './input.ts'
import { type LockStepGroup, lockStepGroups } from './lock-step.ts'
import { type Part, type PartName, partsOf } from './parts.ts'

export const formula =
  'score = 100 × Σ weight × value ÷ Σ weight, over the parts with data; alone = versions alone × time not blocked × applications not in lock-step'

/** Points that are missing from 100. */
export interface Loss {
  part: PartName
  points: number
  because: string
  wonBackBy: string
}

export interface ApplicationAutonomy {
  application: string
  deployments: number
  /** Versions by how it went when they were first asked about; `waited` ones count as alone. */
  versions: Record<VersionOutcome['outcome'], number>
  /** Of those that came to an answer, the share that could go alone. */
  share: number | undefined
  blocked: BlockedTime['blocked']
  blockedBy: BlockedTime['by']
}

export interface AutonomyReport {
  environment: string | undefined
  from: number
  to: number
  /** 0: a distributed monolith; 100: everybody deploys alone. Undefined where nothing is known. */
  score: number | undefined
  /** The share of the whole weight that has data. */
  known: number
  parts: ReadonlyArray<Part & { points: number; lost: number }>
  /** The most first; together what the score lacks to 100. */
  losses: readonly Loss[]
  applications: readonly ApplicationAutonomy[]
  groups: readonly LockStepGroup[]
  coDeployment: CoDeployment & { hoursADay: number; deployments: number }
  stores: AutonomyInput['stores']
  windows: AutonomyInput['windows']
  contracts: AutonomyInput['contracts']
  /** The newest first; `deployedAt`: when the version was deployed under it. */
  overrides: ReadonlyArray<GivenOverride & { deployedAt: number | undefined }> | undefined
}

/** Can teams deploy alone? Everything in it follows from the input; docs/autonomy-score.md tells how, and why so. */
export function autonomyReport(input: AutonomyInput): AutonomyReport {
  const { environment, from, to, deployments, answers = [], stores, windows, contracts } = input
  const outcomes = versionOutcomes(answers)
  const blocked = blockedTimes(answers)
  const groups = lockStepGroups(answers, deployments)
  const together = coDeployment(deployments, input.hoursADay)
  const applications = [...new Set(deployments.map(({ application }) => application))].sort()
  const parts = partsOf(input, { outcomes, blocked, groups, coDeployment: together, applications })
  const known = parts.filter(({ value }) => value !== undefined).reduce((sum, { weight }) => sum + weight, 0)
  const pointsOf = ({ value, weight }: Part) => (value === undefined ? 0 : (100 * weight) / known)
  const weighed = parts.map(part => ({ ...part, points: pointsOf(part), lost: pointsOf(part) * (1 - (part.value ?? 1)) }))
  const losses = weighed.flatMap(({ name, points, missing }) =>
    missing.map(({ share, because, wonBackBy }) => ({ part: name, points: points * share, because, wonBackBy }))
  )
  return {
    environment,
    from,
    to,
    score: known === 0 ? undefined : 100 - weighed.reduce((sum, { lost }) => sum + lost, 0),
    known: known / parts.reduce((sum, { weight }) => sum + weight, 0),
    parts: weighed,
    losses: losses.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points),
    applications: byApplication(applications, { deployments, outcomes, blocked }),
    groups,
    coDeployment: { ...together, hoursADay: input.hoursADay, deployments: deployments.length },
    stores,
    windows,
    contracts,
    overrides: input.overrides
      ?.map(override => ({ ...override, deployedAt: deployedUnder(override, deployments) }))
      .sort((a, b) => b.at - a.at)
  }
}

const deployedUnder = ({ application, version, at, until }: GivenOverride, deployments: AutonomyInput['deployments']) =>
  deployments.find(
    deployed => deployed.application === application && deployed.version === version && deployed.at >= at && deployed.at <= until
  )?.at

function byApplication(
  deployed: readonly string[],
  { deployments, outcomes, blocked }: Pick<AutonomyInput, 'deployments'> & { outcomes: VersionOutcome[]; blocked: BlockedTime[] }
): ApplicationAutonomy[] {
  const names = [...new Set([...deployed, ...outcomes.map(({ application }) => application)])].sort()
  const rows = new Map(
    names.map(application => [
      application,
      { application, deployments: 0, versions: { alone: 0, waited: 0, blocked: 0, undecided: 0 } }
    ])
  )
  for (const { application } of deployments) rows.get(application)!.deployments += 1
  for (const { application, outcome } of outcomes) rows.get(application)!.versions[outcome] += 1
  const times = new Map(blocked.map(time => [time.application, time]))
  return [...rows.values()].map(row => {
    const { alone, waited, blocked } = row.versions
    const definite = alone + waited + blocked
    const time = times.get(row.application)
    return {
      ...row,
      share: definite === 0 ? undefined : (alone + waited) / definite,
      blocked: time?.blocked ?? 0,
      blockedBy: time?.by ?? []
    }
  })
}
