import type { AutonomyInput } from '../server/domain/autonomy/input.ts'
import { autonomyReport } from '../server/domain/autonomy/report.ts'
import { autonomyText } from '../server/hal/autonomy-text.ts'
import { autonomousYear, coupledYear } from './company.ts'

/** The head of the autonomy report of each simulated company: the score, its parts and its formula; and the score by the deployments alone. */
export const reportsOfCompanies = () => [
  headOf('a company of 60 services that go alone', autonomousYear()),
  headOf('a company of 60 services that go together', coupledYear())
]

function headOf(name: string, year: AutonomyInput): string {
  const [headline, parts, formula] = autonomyText(autonomyReport(year), name).split('\n\n')
  const log = { ...year, verdicts: undefined, shared: undefined, overdue: undefined, integrations: undefined }
  return `${headline}\n\n${parts}\n\n${formula}\nBy its deployments alone: ${autonomyReport(log).score?.toFixed(1)} of 100`
}
