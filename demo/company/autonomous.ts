import type { AutonomyInput } from '../../server/domain/autonomy/input.ts'
import { randomFrom } from './random.ts'
import { areaOf, diary, hour, inputOf, minute, services, to, workingDays } from './year.ts'

/**
 * A year in which every team deploys when its work is done: each service two to five times a week, at any hour of the working day. Some
 * versions wait for a verification, few for another team. Twice a new base image rolls through everything within an hour.
 */
export function autonomousYear(seed = 1): AutonomyInput {
  const random = randomFrom(seed)
  const { year, nextVersion, answered, deployed } = diary()
  const pace = new Map(services.map(service => [service, random.between(0.4, 1)]))
  const days = workingDays()
  for (const [i, today] of days.entries()) {
    for (const service of services) {
      if (random.chance(pace.get(service) as number)) release(service, today + random.between(8, 17) * hour)
      if (i === 80 || i === 200) deployed(service, nextVersion(service), today + 6 * hour + random.between(0, 50) * minute)
    }
  }

  function release(service: string, at: number): void {
    const version = nextVersion(service)
    const neighbour = random.oneOf(services.filter(other => other !== service))
    if (random.chance(0.03)) {
      answered(service, version, at, { alone: 'no', blockedBy: [neighbour] })
      const later = at + random.between(1, 20) * hour
      answered(service, version, later, { alone: 'yes' })
      deployed(service, version, later + 5 * minute)
      return
    }
    if (random.chance(0.1)) answered(service, version, at - 10 * minute, { alone: 'unknown', waitsFor: [neighbour] })
    answered(service, version, at, { alone: 'yes' })
    deployed(service, version, at + 5 * minute)
  }

  const [ordersApi, ordersReports] = ['orders-api', 'orders-reports'] as const
  return inputOf(year, {
    stores: {
      declaring: services,
      shared: [{ path: 'postgres/orders/public/orders', applications: [ordersApi, ordersReports] }]
    },
    windows: {
      announced: 40,
      overdue: [{ application: 'pricing-api', element: 'GET /prices/{}', sunset: to, usedBy: areaOf('checkout-api').slice(0, 1) }]
    },
    contracts: {
      integrations: 150,
      without: [
        { consumer: 'returns-sync', provider: 'delivery-api' },
        { consumer: 'search-worker', provider: 'catalog-api' }
      ],
      unconnected: ['loyalty-reports']
    }
  })
}
