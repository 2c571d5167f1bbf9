import type { Deployment } from './input.ts'

const hour = 60 * 60 * 1000
const hoursOfDay = 24

/**
 * An hour in which so large a share of all applications is deployed, and so many, is a train: it says nothing about two of them. So is a
 * day, if it is also that unusual: so many times as many as on the average day.
 */
const trainful = 1 / 2
const trainSize = 5
const unusual = 2

/** Two are coupled that were deployed together so often, so many times as often as by chance, and beyond what chance does in so many pairs. */
const fewest = 5
const leastLift = 3
const deviations = 5

export interface CoupledPair {
  applications: readonly [string, string]
  /** Hours in which both were deployed. */
  together: number
  /** How many there would be by chance, the days on which each was deployed being as they are. */
  chance: number
  lift: number
}

export interface CoDeployment {
  trains: { hours: number; deployments: number }
  /** The share of all deployments that went in trains; one of an application within an hour counts once. */
  trainShare: number
  /** Applications deployed in enough hours outside trains to be seen with another, and in how many. */
  seen: ReadonlyMap<string, number>
  /** The most often together first. */
  pairs: readonly CoupledPair[]
  /** Of an application's deployments, the share beyond chance that was made with its closest partner. */
  bound: ReadonlyArray<{ application: string; share: number; partner: string; together: number; hours: number }>
}

/** Who is deployed together with whom more often than chance explains. */
export function coDeployment(deployments: readonly Deployment[], hoursADay: number): CoDeployment {
  const { hours, trains, names } = placed(deployments)
  const hoursOf = names.map(() => 0)
  const onDay = names.map(() => new Map<number, number>())
  const together = new Uint32Array(names.length * names.length)
  for (const [at, members] of hours) {
    const today = dayOf(at)
    members.forEach((one, i) => {
      hoursOf[one] = (hoursOf[one] as number) + 1
      const days = onDay[one] as Map<number, number>
      days.set(today, (days.get(today) ?? 0) + 1)
      for (let j = i + 1; j < members.length; j++) {
        const place = one * names.length + (members[j] as number)
        together[place] = (together[place] as number) + 1
      }
    })
  }
  const pairs: CoupledPair[] = []
  for (let one = 0; one < names.length; one++) {
    for (let other = one + 1; other < names.length; other++) {
      const times = together[one * names.length + other] as number
      if (times < fewest) continue
      const chance = byChance(onDay[one] as Map<number, number>, onDay[other] as Map<number, number>) / hoursADay
      if (times < leastLift * chance || times < chance + deviations * Math.sqrt(chance)) continue
      const applications = [names[one] as string, names[other] as string] as const
      pairs.push({ applications, together: times, chance, lift: times / chance })
    }
  }
  pairs.sort((a, b) => b.together - a.together || b.lift - a.lift)
  const seen = new Map(names.flatMap((name, i) => ((hoursOf[i] as number) >= fewest ? [[name, hoursOf[i] as number]] : [])))
  const ordinary = hoursOf.reduce((sum, hours) => sum + hours, 0)
  const trainShare = trains.deployments / Math.max(1, ordinary + trains.deployments)
  return { trains, trainShare, seen, pairs, bound: boundOf(pairs, seen) }
}

/** Two that are deployed on one day meet in one of its hours; each hour is as likely. */
function byChance(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number {
  let meetings = 0
  for (const [day, times] of one) meetings += times * (other.get(day) ?? 0)
  return meetings
}

/** The applications of each hour, by number and in order; trains apart. */
function placed(deployments: readonly Deployment[]) {
  const names = [...new Set(deployments.map(({ application }) => application))].sort()
  const numbers = new Map(names.map((name, i) => [name, i]))
  const all = new Map<number, Set<number>>()
  for (const { application, at } of deployments) {
    const slot = Math.floor(at / hour)
    const members = all.get(slot) ?? new Set()
    all.set(slot, members.add(numbers.get(application) as number))
  }
  const train = Math.max(trainSize, Math.ceil(names.length * trainful))
  const trainDays = unusualDays(all, train)
  const hours = new Map<number, number[]>()
  const trains = { hours: 0, deployments: 0 }
  for (const [slot, members] of all) {
    if (members.size < train && !trainDays.has(dayOf(slot))) {
      hours.set(
        slot,
        [...members].sort((a, b) => a - b)
      )
      continue
    }
    trains.hours += 1
    trains.deployments += members.size
  }
  return { hours, trains, names }
}

const dayOf = (slot: number) => Math.floor(slot / hoursOfDay)

function unusualDays(hours: ReadonlyMap<number, ReadonlySet<number>>, train: number): Set<number> {
  const days = new Map<number, Set<number>>()
  for (const [slot, members] of hours) {
    const known = days.get(dayOf(slot)) ?? new Set()
    days.set(dayOf(slot), known)
    for (const member of members) known.add(member)
  }
  const inOrder = [...days.keys()].sort((a, b) => a - b)
  const span = (inOrder.at(-1) ?? 0) - (inOrder[0] ?? 0) + 1
  const average = [...days.values()].reduce((sum, { size }) => sum + size, 0) / span
  return new Set([...days].flatMap(([day, { size }]) => (size >= Math.max(train, unusual * average) ? [day] : [])))
}

function boundOf(pairs: readonly CoupledPair[], seen: ReadonlyMap<string, number>): CoDeployment['bound'] {
  const closest = new Map<string, CoDeployment['bound'][number]>()
  for (const { applications, together, chance } of pairs) {
    for (const [application, partner] of [applications, [applications[1], applications[0]] as const]) {
      const hours = seen.get(application) as number
      const share = (together - chance) / hours
      if (share > (closest.get(application)?.share ?? 0)) {
        closest.set(application, { application, share, partner, together, hours })
      }
    }
  }
  return [...closest.values()].sort((a, b) => b.share - a.share)
}

const usualHours = 8
const enough = 50

/**
 * In how many hours of a day deployments are made, as far as chance is concerned: one divided by the chance that two fall into the same
 * hour of the day. A working day of eight where there are too few to tell.
 */
export function hoursADay(deployments: readonly Deployment[]): number {
  const counts = new Array<number>(hoursOfDay).fill(0)
  let all = 0
  for (const [slot, members] of placed(deployments).hours) {
    const hourOfDay = slot % hoursOfDay
    counts[hourOfDay] = (counts[hourOfDay] as number) + members.length
    all += members.length
  }
  if (all < enough) return usualHours
  const same = counts.reduce((sum, count) => sum + count * (count - 1), 0)
  return Math.min(hoursOfDay, (all * (all - 1)) / same)
}
