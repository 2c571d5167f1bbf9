import type { AutonomyInput, Deployed } from './input.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
/** Deployments at most half an hour apart happened together. */
const together = hour / 2
/** Deployments happen in working time: chance is reckoned with 40 hours of each week. */
const workingShare = 40 / 168
/** On a day on which at least this share of the applications was deployed, but never fewer than five, a train went. */
const trainShare = 0.5
const fewestInTrain = 5

export interface CoDeployed {
  applications: [string, string]
  /** How often, train days aside. */
  count: number
  /** How many times as often as by chance. */
  lift: number
}

export interface CoDeployment {
  /** Pairs of deployments of different applications that happened together, and how many chance explains. */
  observed: number
  expected: number
  /** Days, as their first millisecond. */
  trainDays: number[]
  /** The pairs that chance explains least, train days aside. */
  pairs: CoDeployed[]
}

/** Who is deployed together with whom, by the log alone. */
export function coDeployment({ deployments, from, to }: Pick<AutonomyInput, 'deployments' | 'from' | 'to'>): CoDeployment {
  const inOrder = deployments.toSorted((one, other) => one.at - other.at)
  const trains = trainDays(inOrder)
  const ordinary = inOrder.filter(({ at }) => !trains.has(dayOf(at)))
  const all = meetings(inOrder)
  return {
    observed: sum([...all.values()]),
    expected: expectedMeetings(inOrder, to - from),
    trainDays: [...trains].toSorted((one, other) => one - other),
    pairs: pairsOf(ordinary, to - from - trains.size * day)
  }
}

const dayOf = (at: number) => at - (at % day)
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

function trainDays(deployments: readonly Deployed[]): Set<number> {
  const applications = new Set(deployments.map(({ application }) => application))
  const least = Math.max(fewestInTrain, applications.size * trainShare)
  const byDay = new Map<number, Set<string>>()
  for (const { application, at } of deployments) {
    const there = byDay.get(dayOf(at)) ?? new Set()
    byDay.set(dayOf(at), there.add(application))
  }
  return new Set([...byDay].flatMap(([day, { size }]) => (size >= least ? [day] : [])))
}

/** How many deployments of each two applications happened together, by a key of both names. */
function meetings(inOrder: readonly Deployed[]): Map<string, number> {
  const names = [...new Set(inOrder.map(({ application }) => application))].toSorted()
  const numbers = new Map(names.map((name, i) => [name, i]))
  // By numbers, and each application once however often it is near: a train of hundreds is looked at quickly.
  const met = new Map<number, number>()
  const near = new Map<number, number>()
  let first = 0
  for (const later of inOrder) {
    for (; later.at - (inOrder[first] as Deployed).at > together; first++) leave((inOrder[first] as Deployed).application)
    const mine = numbers.get(later.application) as number
    for (const [other, count] of near) {
      if (other === mine) continue
      const key = Math.min(mine, other) * names.length + Math.max(mine, other)
      met.set(key, (met.get(key) ?? 0) + count)
    }
    near.set(mine, (near.get(mine) ?? 0) + 1)
  }
  return new Map([...met].map(([key, count]) => [keyOf(Math.floor(key / names.length), key % names.length), count]))

  function leave(application: string) {
    const number = numbers.get(application) as number
    const left = (near.get(number) as number) - 1
    if (left === 0) near.delete(number)
    else near.set(number, left)
  }

  function keyOf(one: number, other: number) {
    return JSON.stringify([names[one], names[other]])
  }
}

/** Two deployments at random moments of the period's working time are together with this probability. */
const chance = (period: number) => Math.min(1, (2 * together) / Math.max(together, period * workingShare))

function countsOf(deployments: readonly Deployed[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { application } of deployments) counts.set(application, (counts.get(application) ?? 0) + 1)
  return counts
}

function expectedMeetings(deployments: readonly Deployed[], period: number): number {
  const counts = [...countsOf(deployments).values()]
  const total = sum(counts)
  const pairs = (total * total - sum(counts.map(count => count * count))) / 2
  return pairs * chance(period)
}

/** Those that were together more than once, and more often than by chance. */
function pairsOf(deployments: readonly Deployed[], period: number): CoDeployed[] {
  const counts = countsOf(deployments)
  return [...meetings(deployments)]
    .map(([key, count]): CoDeployed => {
      const applications = JSON.parse(key) as [string, string]
      const [one, other] = applications.map(name => counts.get(name) as number) as [number, number]
      return { applications, count, lift: count / (one * other * chance(period)) }
    })
    .filter(({ count, lift }) => count > 1 && lift > 1)
    .toSorted((one, other) => excess(other) - excess(one))
}

/** How many meetings of the two chance does not explain. */
const excess = ({ count, lift }: CoDeployed) => count - count / lift
