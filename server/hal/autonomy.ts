import type { AutonomyDocument } from '../../schemas/autonomy.ts'
import { type AutonomyReport, formula } from '../domain/autonomy/report.ts'
import { day, instant } from './document.ts'

const hour = 60 * 60 * 1000
const mostPairs = 1000

const rounded = (number: number, digits = 2) => Math.round(number * 10 ** digits) / 10 ** digits
const orNull = (number: number | undefined, digits?: number) => (number === undefined ? null : rounded(number, digits))

/** `self` is the address asked. */
export function autonomyDocument(report: AutonomyReport, self: string): AutonomyDocument {
  const { environment, from, to, score, known, parts, losses, applications, groups, coDeployment } = report
  const { hoursADay, deployments, trains, pairs } = coDeployment
  const { stores, windows, contracts, overrides } = report
  return {
    ...(environment !== undefined && { environment }),
    from: day(from),
    to: day(to),
    score: score === undefined ? null : Math.round(score),
    formula,
    known: rounded(known),
    parts: parts.map(({ name, weight, value, points, lost, inputs }) => ({
      name,
      weight,
      value: orNull(value, 4),
      points: rounded(points),
      lost: rounded(lost),
      inputs: Object.fromEntries(Object.entries(inputs).map(([input, number]) => [input, rounded(number)]))
    })),
    losses: losses.map(({ part, points, because, wonBackBy }) => ({ part, points: rounded(points), because, wonBackBy })),
    applications: applications.map(({ application, deployments, versions, share, blocked, blockedBy }) => ({
      name: application,
      deployments,
      versions: {
        alone: versions.alone,
        waitedForEvidence: versions.waited,
        blocked: versions.blocked,
        undecided: versions.undecided
      },
      share: orNull(share, 4),
      hoursBlocked: rounded(blocked / hour),
      blockedBy: blockedBy.map(({ application, blocked }) => ({ name: application, hours: rounded(blocked / hour) }))
    })),
    lockStep: groups.map(({ applications, needs }) => ({ applications: [...applications], needs: [...needs] })),
    coDeployment: {
      deployments,
      hoursADay: rounded(hoursADay),
      trains,
      pairs: pairs.slice(0, mostPairs).map(({ applications, together, chance, lift }) => ({
        applications: [...applications],
        together,
        chance: rounded(chance),
        lift: rounded(lift)
      })),
      ...(pairs.length > mostPairs && { pairsLeftOut: pairs.length - mostPairs })
    },
    sharedStores: stores?.shared.map(({ path, applications }) => ({ path, applications: [...applications] })) ?? null,
    overdueWindows:
      windows?.overdue.map(({ application, element, sunset, usedBy }) => ({
        application,
        element,
        sunset: day(sunset),
        usedBy: [...usedBy]
      })) ?? null,
    withoutContracts:
      contracts === undefined
        ? null
        : {
            integrations: contracts.without.map(({ consumer, provider }) => ({ consumer, provider })),
            applications: [...contracts.unconnected]
          },
    overrides:
      overrides?.map(({ application, version, by, reason, at, until, covers, deployedAt }) => ({
        application,
        version,
        by,
        reason,
        createdAt: instant(at),
        until: instant(until),
        deployedAt: deployedAt === undefined ? null : instant(deployedAt),
        covers: [...covers]
      })) ?? null,
    _links: { self: { href: self, title: 'Autonomy' } }
  }
}
