import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import type { MatrixParty, MatrixRow } from '../questions.ts'
import { table } from '../report.ts'
import { newest, selectorsFrom } from '../selectors.ts'
import { selecting } from './can-i-deploy.ts'

const results: Record<string, boolean | null> = { true: true, false: false, unknown: null }
const groupings = ['cvp', 'cvpv', 'cp'] as const

export const matrix = command({
  name: 'matrix',
  summary: 'Show which versions were verified with which',
  options: {
    ...selecting,
    tag: { type: 'string', multiple: true, value: 'TAG', help: 'Its versions with the tag' },
    'to-environment': { type: 'string', aliases: ['environment'], value: 'NAME', help: 'Against what is live there' },
    to: { type: 'string', value: 'TAG', help: 'Against the newest versions with this tag' },
    latestby: { type: 'string', value: groupings.join('|'), help: 'One row for each consumer version and provider, …' },
    success: { type: 'string', multiple: true, value: 'true|false|unknown', help: 'Only rows with this result; repeatable' },
    limit: { type: 'string', value: 'ROWS', help: 'At most (else 100)' }
  },
  async run({ values, given, broker, out }) {
    const { selectors, ignore } = selectorsFrom(given)
    if (selectors.length === 0) throw wrong('Which application? Missing: --pacticipant.')
    const environment = values['to-environment']
    const tag = values.to
    if (environment !== undefined && tag !== undefined) throw wrong('Give either --to-environment or --to.')
    const document = await broker.matrix({
      selectors: selectors.map(selector => ((selector.branch ?? selector.mainBranch) ? newest(selector) : selector)),
      ignore,
      environment,
      tag,
      latest: tag === undefined ? undefined : true,
      latestBy: groupingOf(values.latestby),
      success: values.success.map(resultOf),
      limit: limitOf(values.limit)
    })
    out.answer(document, () => table(['CONSUMER', 'VERSION', 'PROVIDER', 'VERSION', 'RESULT'], document.matrix.map(row)))
    return exitCodes.done
  }
})

function groupingOf(text: string | undefined) {
  const found = groupings.find(grouping => grouping === text)
  if (text !== undefined && found === undefined) throw wrong(`--latestby is ${text}; it must be one of ${groupings.join(', ')}.`)
  return found
}

function resultOf(text: string): boolean | null {
  const result = results[text]
  if (result === undefined) throw wrong(`--success is ${text}; it must be true, false or unknown.`)
  return result
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw wrong(`--limit is ${text}; it must be a whole number from 1.`)
  return Number(text)
}

function row({ consumer, provider, verificationResult, ignored }: MatrixRow): string[] {
  const result = verificationResult === null ? 'unknown' : verificationResult.success ? 'success' : 'failed'
  return [consumer.name, numberOf(consumer), provider.name, numberOf(provider), ignored === true ? `${result} (ignored)` : result]
}

const numberOf = ({ version }: MatrixParty) => version?.number ?? '–'
