import { answersInTime } from '../../server/domain/autonomy/answers-in-time.ts'
import { hoursADay } from '../../server/domain/autonomy/co-deployment.ts'
import type { AutonomyInput, Deployment, GivenAnswer } from '../../server/domain/autonomy/input.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const from = Date.UTC(2025, 0, 1)
export const to = Date.UTC(2026, 0, 1) - 1

const areas = 'accounts billing catalog checkout delivery identity loyalty orders payments pricing returns search'.split(' ')
const kinds = 'api worker gateway reports sync'.split(' ')

/** Sixty services: five of each of twelve areas. */
export const services = areas.flatMap(area => kinds.map(kind => `${area}-${kind}`))
export const areaOf = (service: string) => services.filter(other => other.split('-')[0] === service.split('-')[0])

/** The days of the year that are no weekend, as the first millisecond of each. */
export function workingDays(): number[] {
  const days: number[] = []
  for (let at = from; at < to; at += day) if (![0, 6].includes(new Date(at).getUTCDay())) days.push(at)
  return days
}

/** What happened in a year, as it is written down while it happens. */
export interface Year {
  deployments: Deployment[]
  answers: GivenAnswer[]
}

/** Writes down deployments and answers; versions are numbered by application. */
export function diary() {
  const year: Year = { deployments: [], answers: [] }
  const versions = new Map<string, number>()
  return {
    year,
    nextVersion(application: string): string {
      const number = (versions.get(application) ?? 0) + 1
      versions.set(application, number)
      return `1.${number}.0`
    },
    deployed(application: string, version: string, at: number): void {
      year.deployments.push({ application, version, at: Math.round(at) })
    },
    answered(
      application: string,
      version: string,
      at: number,
      answer: Pick<GivenAnswer, 'alone'> & Partial<Pick<GivenAnswer, 'blockedBy' | 'waitsFor'>>
    ): void {
      year.answers.push({ application, version, at: Math.round(at), blockedBy: [], waitsFor: [], ...answer })
    }
  }
}

/** The year and what else is known at its end, as the report takes it. */
export function inputOf(
  { deployments, answers }: Year,
  rest: Pick<AutonomyInput, 'stores' | 'windows' | 'contracts'>
): AutonomyInput {
  const inOrder = [...answers].sort((a, b) => a.at - b.at)
  return {
    environment: 'production',
    from,
    to,
    deployments,
    hoursADay: hoursADay(deployments),
    answers: answersInTime(inOrder, deployments, to),
    ...rest
  }
}

/** The same, seen by nothing but the deployments. */
export const logOf = (input: AutonomyInput): AutonomyInput => ({
  ...input,
  answers: undefined,
  stores: undefined,
  windows: undefined,
  contracts: undefined
})
