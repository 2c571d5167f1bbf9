import { command } from '../command.ts'
import { application, config, version } from '../common-options.ts'
import { wrong } from '../door.ts'
import { selectorsFrom } from '../selectors.ts'
import { answer, askWhileUnknown, selecting, waiting } from './can-i-deploy.ts'

export const canIMerge = command({
  name: 'can-i-merge',
  summary: "Ask whether a version fits the others' main branches",
  options: { pacticipant: application, version: { ...version, multiple: true }, config, ignore: selecting.ignore, ...waiting },
  async run({ values, given, broker, out, found }) {
    const { selectors, ignore } = selectorsFrom(given)
    const [only, ...others] = selectors
    if (only === undefined || others.length > 0) throw wrong('Give one application: --pacticipant.')
    const number = await found.version(only.version)
    const question = { application: only.application, version: number, ignore }
    const document = await askWhileUnknown(() => broker.canIMerge(question), values, out)
    return answer(
      document,
      { what: `${only.application} ${number}`, how: 'merged', alone: false },
      values['dry-run'] === true,
      out
    )
  }
})
