import type { Blocked } from './blocked-time.ts'
import type { CoDeployment } from './co-deployment.ts'
import type { VersionFate } from './first-verdicts.ts'
import type { Integration, Overdue, Shared } from './input.ts'
import { lossesOf, type Part, type PartName, weights } from './score.ts'

/** Fewer unexplained meetings than this are luck, not coupling. */
const fewMeetings = 5
/** Versions that wait so long on average, or longer, earn nothing for it: a week, in milliseconds. */
const tooLong = 7 * 24 * 60 * 60 * 1000

const lostBy = (name: PartName, value: number) => weights[name] * (1 - value)
const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`

/** Of the versions with a definite answer, the share that could go alone when it was first given. */
export function alonePart(fates: readonly VersionFate[] | undefined): Part {
  const decided = (fates ?? []).filter(({ fate }) => fate !== 'undecided')
  const blocked = decided.filter(({ fate }) => fate === 'not-alone')
  if (decided.length === 0) return noData('alone', 'recorded verdicts')
  const value = 1 - blocked.length / decided.length
  const byApplication = grouped(blocked, ({ application }) => application)
  const blame = [...byApplication].map(([application, versions]) => {
    const others = [...new Set(versions.flatMap(({ blockedBy }) => blockedBy))].toSorted()
    return {
      share: versions.length,
      because: `${count(versions.length, 'version')} of ${application} could not go alone when first asked${others.length > 0 ? `, because of ${listed(others)}` : ''}`,
      remedy: `Keep what ${application} and ${listed(others) || 'the others'} agreed on compatible for a time: add first, remove when nobody uses it`
    }
  })
  return {
    ...part('alone', value),
    formula: `versions that could go alone when first asked / versions with an answer = ${decided.length - blocked.length} / ${decided.length}`,
    losses: lossesOf(lostBy('alone', value), blame, more => ({
      because: `Versions of ${count(more, 'other application')} could not go alone`,
      remedy: 'The same'
    }))
  }
}

/** How long versions waited for deployments of others, on average. */
export function waitingPart(asked: number | undefined, blocked: readonly Blocked[]): Part {
  if (asked === undefined || asked === 0) return noData('waiting', 'recorded verdicts')
  const total = blocked.reduce((sum, { time }) => sum + time, 0)
  const value = 1 - Math.min(1, total / asked / tooLong)
  const blame = [...grouped(blocked, ({ by }) => by)].map(([by, waits]) => {
    const waiting = [...new Set(waits.map(({ application }) => application))].toSorted()
    const time = waits.reduce((sum, wait) => sum + wait.time, 0)
    return {
      share: time,
      because: `${listed(waiting)} waited ${days(time)} for a deployment of ${by}`,
      remedy: `Let ${by} deploy more often, or keep old and new working side by side`
    }
  })
  return {
    ...part('waiting', value),
    formula: `1 - days waited for deployments of others for each version / 7 = 1 - ${days(total / asked)} / 7`,
    losses: lossesOf(lostBy('waiting', value), blame, more => ({
      because: `Waits for ${count(more, 'other application')}`,
      remedy: 'The same'
    }))
  }
}

/** The share of the applications that are in no circle of needs. */
export function lockStepPart(groups: readonly string[][] | undefined, applications: number): Part {
  if (groups === undefined || applications === 0) return noData('lock-step', 'recorded verdicts')
  const inside = groups.reduce((sum, { length }) => sum + length, 0)
  const value = 1 - Math.min(1, inside / applications)
  const blame = groups.map(group => ({
    share: group.length,
    because: `${listed(group)} needed deployments of each other, in a circle`,
    remedy: 'Break the circle where it is thinnest: make one of these changes compatible in both directions'
  }))
  return {
    ...part('lock-step', value),
    formula: `1 - applications in lock-step groups / applications = 1 - ${inside} / ${applications}`,
    losses: lossesOf(lostBy('lock-step', value), blame, more => ({ because: count(more, 'more group'), remedy: 'The same' }))
  }
}

/** The share of meetings (two applications deployed within half an hour) that chance explains. */
export function coDeploymentPart({ observed, expected, pairs, trainDays }: CoDeployment, deployments: number): Part {
  if (deployments === 0) return noData('co-deployment', 'deployments')
  // Chance scatters: two standard deviations of it are no evidence.
  const unexplained = Math.max(0, observed - expected - 2 * Math.sqrt(expected))
  const value = 1 - unexplained / (observed + fewMeetings)
  const trains = trainDays.length
  const blame = [
    ...(trains > 0
      ? [
          {
            share: Math.max(1, unexplained - pairs.reduce((sum, pair) => sum + beyondChance(pair), 0)),
            because: `${count(trains, 'day')} on which half of all applications or more were deployed: a release train`,
            remedy: 'Let each application leave when it is ready'
          }
        ]
      : []),
    ...pairs.map(pair => ({
      share: beyondChance(pair),
      because: `${listed(pair.applications)} were deployed together ${pair.count} times, ${pair.lift.toFixed(1)} times as often as by chance`,
      remedy: 'Find what makes one need the other; the verdicts name it'
    }))
  ]
  const unnamed = {
    share: 1,
    because: 'Many applications were deployed at the same times',
    remedy: 'Let each application leave when it is ready'
  }
  return {
    ...part('co-deployment', value),
    formula:
      `1 - meetings beyond chance / (meetings + ${fewMeetings}) = 1 - ${Math.round(unexplained)} / ${observed + fewMeetings}; ` +
      `${observed} meetings, ${Math.round(expected)} by chance`,
    losses: lossesOf(lostBy('co-deployment', value), blame.length > 0 ? blame : [unnamed], more => ({
      because: `${count(more, 'more pair')} deployed together`,
      remedy: 'The same'
    }))
  }
}

const beyondChance = ({ count, lift }: CoDeployment['pairs'][number]) => count - count / lift

/** The share of the applications that share no store. */
export function sharedPart(shared: readonly Shared[] | undefined, applications: number): Part {
  if (shared === undefined || applications === 0) return noData('shared-stores', 'declared resources')
  const sharing = new Set(shared.flatMap(({ applications }) => applications))
  const value = 1 - Math.min(1, sharing.size / applications)
  const blame = [...grouped(shared, ({ path }) => path)].map(([path, conflicts]) => ({
    share: conflicts.length,
    because: `${listed([...new Set(conflicts.flatMap(({ applications }) => applications))].toSorted())} share ${path}`,
    remedy: `Let one of them own ${path} alone, and offer the others what they need`
  }))
  return {
    ...part('shared-stores', value),
    formula: `1 - applications that share a store / applications = 1 - ${sharing.size} / ${applications}`,
    losses: lossesOf(lostBy('shared-stores', value), blame, more => ({ because: count(more, 'more store'), remedy: 'The same' }))
  }
}

/** Elements beyond their sunset, against the number of applications. */
export function overduePart(overdue: readonly Overdue[] | undefined, applications: number): Part {
  if (overdue === undefined || applications === 0) return noData('overdue-windows', 'windows')
  const value = 1 - Math.min(1, overdue.length / applications)
  const blame = overdue.map(({ provider, element, sunset }) => ({
    share: 1,
    because: `${element} of ${provider} was to end on ${new Date(sunset).toISOString().slice(0, 10)}`,
    remedy: 'Move who still uses it (soloist who-uses), then remove it'
  }))
  return {
    ...part('overdue-windows', value),
    formula: `1 - elements beyond their sunset / applications = 1 - ${overdue.length} / ${applications}`,
    losses: lossesOf(lostBy('overdue-windows', value), blame, more => ({
      because: count(more, 'more element'),
      remedy: 'The same'
    }))
  }
}

/** The share of the integrations that a contract describes. */
export function contractsPart(integrations: readonly Integration[] | undefined): Part {
  if (integrations === undefined || integrations.length === 0) return noData('contracts', 'integrations')
  const without = integrations.filter(({ hasContract }) => !hasContract)
  const value = 1 - without.length / integrations.length
  const blame = without.map(({ consumer, provider }) => ({
    share: 1,
    because: `No contract tells what ${consumer} needs of ${provider}`,
    remedy: `Let ${consumer} publish one: until then nobody knows whether ${provider} can go alone`
  }))
  return {
    ...part('contracts', value),
    formula: `integrations with a contract / integrations = ${integrations.length - without.length} / ${integrations.length}`,
    losses: lossesOf(lostBy('contracts', value), blame, more => ({
      because: count(more, 'more integration'),
      remedy: 'The same'
    }))
  }
}

const part = (name: PartName, value: number) => ({ name, weight: weights[name], value })

const noData = (name: PartName, what: string): Part => ({
  name,
  weight: weights[name],
  value: undefined,
  formula: `no data: there are no ${what}`,
  losses: []
})

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** At most four names. */
function listed(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
  return names.join(', ').replace(/, ([^,]*)$/, ' and $1')
}

const days = (milliseconds: number) => `${(milliseconds / 86_400_000).toFixed(1)} days`
