import { command } from '../command.ts'
import type { Comparison, ComparisonFinding, ComparisonWithFindings } from '../comparisons.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Line, type Report, table } from '../report.ts'
import { findingLine, info } from '../tell-findings.ts'

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
    out.answer(document, () => told(document))
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

const answers = { pass: 'yes', warn: 'yes', fail: 'no', undecided: 'unknown' } as const

/** What it found is told; whether that keeps anything from being deployed is for a verdict to say. */
function told(comparison: ComparisonWithFindings): Report {
  const { id, state, outcome, findings, findingsLeftOut = 0, _embedded: parties } = comparison
  const ranShort =
    comparison._links['soloist:compare-again'] !== undefined && findings.some(({ code }) => code === 'judge.budget')
  return {
    title: `${parties.consumer.name} with ${parties.provider.name}: ${outcome ?? state}`,
    answer: outcome && answers[outcome],
    advisory: true,
    lines: [...findings.map(lineOf), ...(findingsLeftOut > 0 ? [info(`… and ${findingsLeftOut} more.`)] : [])],
    ...(ranShort && { todo: 'It could not be finished; it can be made once more.', next: `soloist compare-again --id ${id}` })
  }
}

function lineOf({ interaction, contract, document, sentence, severity, code }: ComparisonFinding): Line {
  const place = `contract ${contract || '/'}${document === '' ? '' : `, document ${document}`}`
  const line = findingLine({ severity, code, text: sentence })
  return { ...line, notes: [...(interaction === undefined ? [] : [interaction]), place] }
}
