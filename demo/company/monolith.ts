import type { AutonomyInput } from '../../server/domain/autonomy/input.ts'
import { randomFrom } from './random.ts'
import { areaOf, day, diary, hour, inputOf, minute, services, to, workingDays } from './year.ts'

/**
 * A year of the same sixty services as a distributed monolith: what belongs to an area has to go together. Every second Wednesday evening
 * a train takes everything, area by area; hotfixes of an area move all of it. Who asks before is told to wait for the others.
 */
export function monolithYear(seed = 1): AutonomyInput {
  const random = randomFrom(seed)
  const { year, nextVersion, answered, deployed } = diary()
  const areas = [...new Set(services.map(service => areaOf(service)[0] as string))].map(areaOf)
  const bound = areas.slice(0, 10)
  for (const today of workingDays()) {
    const weeks = Math.floor(today / (7 * day))
    const isTrain = new Date(today).getUTCDay() === 3 && weeks % 2 === 0
    if (isTrain) for (const area of areas) together(area, today + (18 + Math.floor(random.between(0, 4))) * hour, 2 * day)
    else
      for (const area of bound)
        if (random.chance(0.08)) together(area, today + Math.floor(random.between(9, 17)) * hour, 6 * hour)
  }

  /** All of an area within the hour; those that asked `before` were told no, most of them. */
  function together(area: readonly string[], at: number, before: number): void {
    for (const service of area) {
      const version = nextVersion(service)
      const others = area.filter(other => other !== service && random.chance(0.5))
      const asked = at - random.between(0.3, 1) * before
      if (others.length > 0 && random.chance(0.8)) answered(service, version, asked, { alone: 'no', blockedBy: others })
      else answered(service, version, asked, { alone: 'yes' })
      deployed(service, version, at + random.between(0, 55) * minute)
    }
  }

  const shared = areas.slice(0, 8).flatMap(area =>
    area.slice(1, 4).map(service => ({
      path: `oracle/core/${(area[0] as string).split('-')[0]}`,
      applications: [area[0], service] as [string, string]
    }))
  )
  return inputOf(year, {
    stores: { declaring: services, shared },
    windows: {
      announced: 20,
      overdue: areas.map(area => ({
        application: area[0] as string,
        element: 'GET /v1/{}',
        sunset: to - 90 * day,
        usedBy: area.slice(1, 3)
      }))
    },
    contracts: {
      integrations: 120,
      without: areas.flatMap(area => area.slice(1).map(consumer => ({ consumer, provider: area[0] as string }))),
      unconnected: areas.slice(10).flatMap(area => area.slice(2))
    }
  })
}
