import { command } from '../command.ts'
import { environment } from '../common-options.ts'
import type { EnvironmentCheck } from '../environments.ts'
import { exitCodeForAnswer } from '../exit-codes.ts'
import type { Report } from '../report.ts'
import { overrideLine, reasonLines } from '../tell-verdict.ts'

export const check = command({
  name: 'check',
  summary: 'Ask whether everything that is live in an environment is proved together',
  options: { environment },
  async run({ values, broker, out }) {
    const document = await broker.checkEnvironment({ environment: values.environment })
    out.answer(document, () => tell(document, values.environment))
    return exitCodeForAnswer(document.answer)
  }
})

function tell({ answer, reasons, versions, overrides = [] }: EnvironmentCheck, name: string): Report {
  const count = `${versions.length} version${versions.length === 1 ? '' : 's'}`
  const all = `everything that is live in ${name} (${count})`
  const sentences = {
    yes: `Yes, ${all} is proved together.`,
    no: `No, ${all} does not fit together.`,
    unknown: `Unknown: nothing proves yet that ${all} fits together.`
  }
  const overridden = overrides.map(override => overrideLine(override, `${override.pacticipant} ${override.version}`))
  return { title: sentences[answer], answer, lines: [...overridden, ...reasonLines(reasons)] }
}
