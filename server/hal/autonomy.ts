import type { AutonomyReport } from '../domain/autonomy/report.ts'
import { scoreFormula } from '../domain/autonomy/score.ts'
import { day, link } from './document.ts'
import { urls } from './urls.ts'

const hour = 60 * 60 * 1000
const rounded = (number: number, digits: number) => Number(number.toFixed(digits))

export function autonomyDocument(report: AutonomyReport, links: object) {
  const { from, to, score, parts, applications, lockStep, coDeployment, shared, overdue, integrations } = report
  return {
    from: day(from),
    to: day(to),
    score: score === undefined ? null : rounded(score, 1),
    formula: scoreFormula(parts),
    parts: parts.map(({ value, losses, ...part }) => ({
      ...part,
      value: value === undefined ? null : rounded(value, 4),
      losses: losses.map(({ points, ...loss }) => ({ points: rounded(points, 2), ...loss }))
    })),
    applications: applications.map(({ application, deployments, versions, blocked }) => ({
      name: application,
      deployments,
      versions:
        versions === undefined
          ? null
          : {
              alone: versions.alone,
              waitedForEvidence: versions['waited-for-evidence'],
              notAlone: versions['not-alone'],
              undecided: versions.undecided
            },
      blocked: blocked.map(({ by, time }) => ({ by, hours: rounded(time / hour, 1) }))
    })),
    lockStep: lockStep ?? null,
    coDeployment: {
      observed: coDeployment.observed,
      expected: rounded(coDeployment.expected, 1),
      trainDays: coDeployment.trainDays.map(day),
      pairs: coDeployment.pairs.slice(0, mostPairs).map(({ lift, ...pair }) => ({ ...pair, lift: rounded(lift, 1) }))
    },
    sharedStores: shared?.map(({ path, applications }) => ({ path, applications: [...applications] })) ?? null,
    overdueWindows: overdue?.map(({ sunset, ...element }) => ({ ...element, sunset: day(sunset) })) ?? null,
    integrations: integrations ?? null,
    _links: links
  }
}

const mostPairs = 50

export const autonomyLinks = (base: string, { uuid, name }: { uuid: string; name: string }, self: string) => ({
  self: { href: self, title: 'Autonomy' },
  'pb:environment': link(base, urls.environment(uuid), { title: 'Environment', name })
})
