import type { BlockedTime, VersionOutcome } from './alone.ts'
import type { CoDeployment } from './co-deployment.ts'
import type { AutonomyInput } from './input.ts'
import type { LockStepGroup } from './lock-step.ts'

/** What was counted, before it is weighed. */
export interface Measures {
  outcomes: readonly VersionOutcome[]
  blocked: readonly BlockedTime[]
  groups: readonly LockStepGroup[]
  coDeployment: CoDeployment
  /** Applications that were deployed. */
  applications: readonly string[]
}

export type PartName = 'alone' | 'apart' | 'stores' | 'contracts' | 'windows'

/** Why part of a value is missing: the shares of one part add up to what is missing of it. */
export interface Missing {
  share: number
  because: string
  wonBackBy: string
}

/** A part of the score: a value from 0 to 1, undefined where there are no data, and what it was made from. */
export interface Part {
  name: PartName
  weight: number
  value: number | undefined
  inputs: Readonly<Record<string, number>>
  missing: readonly Missing[]
}

const hour = 60 * 60 * 1000

/** docs/autonomy-score.md argues the weights and the values. */
export const partsOf = (input: AutonomyInput, measures: Measures): Part[] => [
  alonePart(input, measures),
  apartPart(measures),
  storesPart(input),
  contractsPart(input),
  windowsPart(input)
]

/** Three views of one thing, multiplied, so that none hides behind the others. */
function alonePart({ from, to }: AutonomyInput, { outcomes, blocked, groups, applications }: Measures): Part {
  const common = { name: 'alone', weight: 50 } as const
  const definite = outcomes.filter(({ outcome }) => outcome !== 'undecided')
  const notAlone = definite.filter(({ outcome }) => outcome === 'blocked')
  const available = (to - from) * Math.max(1, applications.length)
  const blockedFor = blocked.reduce((sum, { blocked }) => sum + blocked, 0)
  const locked = groups.reduce((sum, group) => sum + group.applications.length, 0)
  const all = new Set([...applications, ...groups.flatMap(group => group.applications)]).size
  const inputs = {
    versions: definite.length,
    versionsAlone: definite.length - notAlone.length,
    applications: all,
    applicationHours: available / hour,
    hoursBlocked: blockedFor / hour,
    applicationsInLockStep: locked
  }
  if (definite.length === 0) return { ...common, value: undefined, inputs, missing: [] }
  const alone = 1 - notAlone.length / definite.length
  const free = 1 - Math.min(1, blockedFor / available)
  const apart = locked === 0 ? 1 : 1 - locked / all
  const missing = [
    ...countedBy(notAlone, ({ application }) => application).map(([application, versions]) => ({
      share: versions.length / definite.length,
      because: `${counted(versions.length, 'version')} of ${application} needed another deployment first: ${blockers(versions)}`,
      wonBackBy: `Let ${application} change so that each of its versions fits what runs: add first, remove when nobody uses it any more`
    })),
    ...blocked.map(({ application, blocked, by }) => ({
      share: alone * (1 - free) * (blocked / blockedFor),
      because: `${application} was blocked for ${hours(blocked)}, most by ${by[0]?.application ?? 'nobody known'}`,
      wonBackBy: `Deploy what ${application} waits for sooner, or need it no more`
    })),
    ...groups.map(({ applications: members, needs }) => ({
      share: alone * free * (members.length / all),
      because: `${listed(members)} can only move in lock-step: each needs deployments of the others (${counted(needs.length, 'dependency', 'dependencies')})`,
      wonBackBy:
        'Break the circle at its weakest link: keep the old form of one interface until its user has moved, or merge the services'
    }))
  ]
  return { ...common, value: alone * free * apart, inputs, missing }
}

/** Trains are no evidence that two are coupled while they are the exception. Where most goes by train, most goes with others. */
function apartPart({ coDeployment: { seen, pairs, bound, trains, trainShare } }: Measures): Part {
  const common = { name: 'apart', weight: 20 } as const
  const lost = bound.reduce((sum, { share }) => sum + share, 0)
  const own = Math.min(1, 2 * (1 - trainShare))
  const inputs = {
    applicationsSeen: seen.size,
    coupledPairs: pairs.length,
    sumOfBoundShares: lost,
    trainHours: trains.hours,
    deploymentsInTrains: trains.deployments,
    percentInTrains: 100 * trainShare
  }
  // One alone has nobody to be deployed with.
  if (seen.size < 2 && own === 1) return { ...common, value: undefined, inputs, missing: [] }
  const missing = [
    {
      share: 1 - own,
      because: `${Math.round(100 * trainShare)} % of the deployments went in trains: no two are blamed for that, but who waits for a train does not deploy alone`,
      wonBackBy: 'Let each application leave when it is ready'
    },
    ...bound.map(({ application, share, partner, together, hours }) => ({
      share: (own * share) / seen.size,
      because: `${application} was deployed together with ${partner} in ${together} of ${hours} hours, more than chance explains`,
      wonBackBy: `Deploy ${application} when it is ready, and ${partner} when that is: find what ties them`
    }))
  ]
  return { ...common, value: own * (1 - lost / Math.max(1, seen.size)), inputs, missing }
}

function storesPart({ stores }: AutonomyInput): Part {
  const common = { name: 'stores', weight: 15 } as const
  const shared = stores?.shared ?? []
  const sharing = [...new Set(shared.flatMap(({ applications }) => applications))].sort()
  const all = new Set([...(stores?.declaring ?? []), ...sharing]).size
  const inputs = { applicationsDeclaring: all, applicationsSharing: sharing.length, sharedStores: shared.length }
  const missing = sharing.map(application => {
    const paths = [...new Set(shared.flatMap(({ applications, path }) => (applications.includes(application) ? [path] : [])))]
    return {
      share: 1 / all,
      because: `${application} shares ${listed(paths)} with another application`,
      wonBackBy: `Give ${application} a store of its own, or let the owner offer what it needs`
    }
  })
  return { ...common, value: all === 0 ? undefined : 1 - sharing.length / all, inputs, missing }
}

function contractsPart({ contracts }: AutonomyInput): Part {
  const common = { name: 'contracts', weight: 10 } as const
  const { integrations = 0, without = [], unconnected = [] } = contracts ?? {}
  const expected = integrations + unconnected.length
  const lacking = without.length + unconnected.length
  const inputs = { integrations, integrationsWithout: without.length, applicationsUnconnected: unconnected.length }
  const missing = [
    ...without.map(({ consumer, provider }) => ({
      share: 1 / expected,
      because: `What runs of ${consumer} has no contract with ${provider}, though the two are integrated`,
      wonBackBy: `Publish what ${consumer} expects of ${provider}`
    })),
    ...unconnected.map(application => ({
      share: 1 / expected,
      because: `${application} runs and takes part in no integration: nobody knows what it needs or who needs it`,
      wonBackBy: `Publish what ${application} expects, or what it offers`
    }))
  ]
  return { ...common, value: expected === 0 ? undefined : 1 - lacking / expected, inputs, missing }
}

function windowsPart({ windows }: AutonomyInput): Part {
  const common = { name: 'windows', weight: 5 } as const
  const { announced = 0, overdue = [] } = windows ?? {}
  const inputs = { sunsetsAnnounced: announced, overdue: overdue.length }
  const missing = overdue.map(({ application, element, usedBy }) => ({
    share: 1 / announced,
    because: `${element} of ${application} is past its sunset and still used by ${listed(usedBy)}`,
    wonBackBy: `Let ${listed(usedBy)} move on, then remove it`
  }))
  return { ...common, value: announced === 0 ? undefined : 1 - overdue.length / announced, inputs, missing }
}

function countedBy<T>(items: readonly T[], keyOf: (item: T) => string): Array<[key: string, items: T[]]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups].sort(([, a], [, b]) => b.length - a.length)
}

const blockers = (versions: readonly VersionOutcome[]) =>
  listed(
    countedBy(
      versions.flatMap(({ by }) => by),
      name => name
    ).map(([name, times]) => `${name} (${times.length})`)
  ) || 'nobody known'

const counted = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`

const mostListed = 6

/** `a, b and 3 more` */
export function listed(names: readonly string[]): string {
  const shown = names.length > mostListed ? [...names.slice(0, mostListed - 1), `${names.length - mostListed + 1} more`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** `5 h`, `3 days` */
export function hours(milliseconds: number): string {
  const whole = Math.round(milliseconds / hour)
  return whole < 48 ? `${whole} h` : `${Math.round(whole / 24)} days`
}
