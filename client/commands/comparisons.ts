import { command } from '../command.ts'
import type { Comparison, ComparisonWithFindings } from '../comparisons.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Output, table } from '../output.ts'

export const listComparisons = command({
  name: 'list-comparisons',
  summary: 'List the comparisons of what a provider version offers, or of a contract',
  options: {
    provider: { type: 'string', needed: true, value: 'NAME', help: 'The provider' },
    'provider-version': { type: 'string', value: 'VERSION', help: 'Its version; or name a contract' },
    consumer: { type: 'string', short: 'c', value: 'NAME', help: 'The consumer; with --consumer-version' },
    'consumer-version': { type: 'string', value: 'VERSION', help: 'The version that published the contract' }
  },
  async run({ values, broker, out }) {
    const { provider, consumer, 'provider-version': providerVersion, 'consumer-version': consumerVersion } = values
    const document = await broker.listComparisons({ provider, providerVersion, consumer, consumerVersion })
    out.answer(document, () =>
      table(['ID', 'CONSUMER', 'PROVIDER', 'OUTCOME', 'ERRORS', 'WARNINGS', 'UNDECIDED'], document._embedded.comparisons.map(row))
    )
    return exitCodes.done
  }
})

const row = ({ id, state, outcome, counts, _embedded: { consumer, provider } }: Comparison): string[] => [
  String(id),
  consumer.name,
  provider.name,
  outcome ?? state,
  String(counts.error),
  String(counts.warning),
  String(counts.undecided)
]

export const describeComparison = command({
  name: 'describe-comparison',
  summary: 'Show what comparing a contract with what a provider offers found',
  options: { id: { type: 'string', needed: true, value: 'NUMBER', help: 'Which, as list-comparisons shows' } },
  async run({ values, broker, out }) {
    const document = await broker.describeComparison({ id: numberIn(values.id) })
    out.answer(document, () => told(document, out))
    return exitCodes.done
  }
})

export const compareAgain = command({
  name: 'compare-again',
  summary: 'Have a comparison made once more that could not decide, as for lack of time or memory',
  options: { id: { type: 'string', needed: true, value: 'NUMBER', help: 'Which, as list-comparisons shows' } },
  async run({ values, broker, out }) {
    const document = await broker.compareAgain({ id: numberIn(values.id) })
    const { id, _embedded: parties } = document
    out.answer(
      document,
      () =>
        `Comparison ${id} of ${parties.consumer.name} with ${parties.provider.name} is due. See what comes of it: soloist describe-comparison --id ${id}`
    )
    return exitCodes.done
  }
})

function numberIn(id: string): number {
  if (!/^\d+$/.test(id)) throw wrong(`--id is ${id}; it must be a number.`)
  return Number(id)
}

function told(comparison: ComparisonWithFindings, out: Output): string {
  const { state, outcome = state, findings, findingsLeftOut = 0, _embedded: parties } = comparison
  const colours = { error: 'red', warning: 'yellow', undecided: 'yellow', info: 'dim' } as const
  const lines = findings.flatMap(({ severity, code, sentence, interaction, contract, document }) => [
    `  ${out.paint(colours[severity], severity)} ${code}: ${sentence}`,
    ...(interaction === undefined ? [] : [`      ${interaction}`]),
    out.paint('dim', `      contract ${contract || '/'}${document === '' ? '' : `, document ${document}`}`)
  ])
  const head = `${parties.consumer.name} with ${parties.provider.name}: ${outcome}`
  const more = findingsLeftOut > 0 ? [`  … and ${findingsLeftOut} more.`] : []
  const ranShort =
    comparison._links['soloist:compare-again'] !== undefined && findings.some(({ code }) => code === 'judge.budget')
  const again = ranShort ? [`Make it once more: soloist compare-again --id ${comparison.id}`] : []
  return [head, ...lines, ...more, ...again].join('\n')
}
