import type { AutonomyInput } from '../../server/domain/autonomy/input.ts'
import { autonomyReport } from '../../server/domain/autonomy/report.ts'
import { autonomyText } from '../../server/hal/autonomy-text.ts'
import { autonomousYear } from './autonomous.ts'
import { monolithYear } from './monolith.ts'
import { logOf } from './year.ts'

const lossesShown = 3

/** The head of the report of each year: its score, and where most points went. */
export function tellYears(): void {
  const years: Array<[title: string, input: AutonomyInput]> = [
    ['autonomous', autonomousYear()],
    ['distributed monolith', monolithYear()]
  ]
  for (const [title, input] of years) {
    const report = autonomyReport(input)
    const [headline] = autonomyText(report).split('\n', 1)
    console.log(`\n${title}: ${headline}`)
    for (const { points, because } of report.losses.slice(0, lossesShown)) console.log(`  −${points.toFixed(1)}  ${because}`)
    const fromLog = autonomyReport(logOf(input)).score as number
    console.log(`  From its ${input.deployments.length} deployments alone: ${Math.round(fromLog)} of 100.`)
  }
}
