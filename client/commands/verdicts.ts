import { command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { RecordedVerdict, Replay } from '../recorded-verdicts.ts'
import { type Line, type Report, table } from '../report.ts'
import { reasonLines } from '../tell-verdict.ts'

export const verdicts = command({
  name: 'verdicts',
  summary: 'List what was answered about a version, or about all on their way to an environment',
  options: {
    pacticipant: { type: 'string', short: 'a', aliases: ['application'], value: 'NAME', help: 'The application; with --version' },
    version: { type: 'string', short: 'e', aliases: ['application-version'], value: 'VERSION', help: 'Its version' },
    environment: { type: 'string', value: 'NAME', help: 'Instead: the environment, by name or uuid' }
  },
  async run({ values: { pacticipant: application, version, environment }, broker, out }) {
    const document = await broker.listVerdicts({ application, version, environment, size: 100 })
    out.answer(document, () => {
      const rest = (document.page?.totalElements ?? 0) - document._embedded.verdicts.length
      const titles = ['GIVEN', 'APPLICATION', 'VERSION', 'ENVIRONMENT', 'ANSWER', 'ALONE', 'BECAUSE OF', 'UUID']
      const below = rest > 0 ? `… and ${rest} older ones.` : undefined
      return table(titles, document._embedded.verdicts.map(row), { below })
    })
    return exitCodes.done
  }
})

const row = ({ createdAt, pacticipant, version, environment, answer, alone, blockedBy, waitsFor, uuid }: RecordedVerdict) => [
  createdAt,
  pacticipant,
  version,
  environment,
  answer,
  alone,
  [...new Set([...blockedBy, ...waitsFor])].join(', '),
  uuid
]

export const replayVerdict = command({
  name: 'replay-verdict',
  summary: 'Judge the facts of a recorded verdict anew: would the answer be the same today?',
  options: { uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which, as verdicts shows' } },
  async run({ values: { uuid }, broker, out }) {
    const [recorded, replay] = [await broker.describeVerdict({ uuid }), await broker.replayVerdict({ uuid })]
    out.answer(replay, () => told(recorded, replay))
    return replay.same ? exitCodes.yes : exitCodes.no
  }
})

function told({ pacticipant, version, environment, createdAt }: RecordedVerdict, replay: Replay): Report {
  const { same, given, today, ruleSet } = replay
  const what = `${pacticipant} ${version} to ${environment}, asked ${createdAt}`
  const rules = ruleSet.given === ruleSet.today ? 'the same rules' : `rules ${ruleSet.today} instead of ${ruleSet.given}`
  if (same) {
    return { title: `The same answer by ${rules}: ${today.answer} (${what})`, answer: 'yes', lines: reasonLines(today.reasons) }
  }
  const before: Line = { outcome: 'info', text: `Then: ${given.answer}, alone ${given.alone}`, lines: reasonLines(given.reasons) }
  const after: Line = { outcome: 'fail', text: `Today: ${today.answer}, alone ${today.alone}`, lines: reasonLines(today.reasons) }
  const title = `Another answer by ${rules}: ${today.answer} instead of ${given.answer} (${what})`
  return { title, answer: 'no', lines: [before, after] }
}
