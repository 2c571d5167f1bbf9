import { command } from '../command.ts'
import { application, applicationInstance, environment, version } from '../common-options.ts'
import { exitCodeForAnswer } from '../exit-codes.ts'
import type { Plan } from '../plans.ts'
import type { Line, Report } from '../report.ts'
import { selectorsFrom } from '../selectors.ts'
import { overridingLines, reasonLines } from '../tell-verdict.ts'
import { selecting } from './can-i-deploy.ts'

export const plan = command({
  name: 'plan',
  summary: 'Find the shortest safe order of deployments that ends with a version in an environment',
  options: {
    pacticipant: application,
    version,
    environment,
    'application-instance': applicationInstance,
    ignore: selecting.ignore
  },
  async run({ values, given, broker, out, found }) {
    const { pacticipant, environment, 'application-instance': instance } = values
    const { ignore } = selectorsFrom(given)
    const number = await found.version(values.version)
    const asked = { application: pacticipant, version: number, environment, applicationInstance: instance, ignore }
    const document = await broker.plan(asked)
    out.answer(document, () => tell(document))
    return exitCodeForAnswer(document.answer)
  }
})

function tell(plan: Plan): Report {
  const { answer, sentence, steps, because, bounds } = plan
  const lines = steps.map(
    ({ kind, sentence, commands }, i): Line => ({
      outcome: kind === 'together' ? 'fail' : kind === 'verify' ? 'unknown' : 'info',
      code: kind,
      text: `${i + 1}. ${sentence}`,
      notes: commands
    })
  )
  const bound = bounds.map(({ sentence }): Line => ({ outcome: 'warn', text: sentence }))
  return {
    title: sentence,
    answer,
    lines: [...overridingLines(plan, `${plan.pacticipant} ${plan.version}`), ...lines, ...reasonLines(because), ...bound]
  }
}
