import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodeForAnswer } from '../exit-codes.ts'
import { type Line, type Report, worstFirst } from '../report.ts'
import type { Compatibility, NamedDocument, PactSimulation, Simulation } from '../simulations.ts'
import { noticeLines } from '../tell-elements.ts'
import { consumerLine, findingLine, info, placed } from '../tell-findings.ts'
import { outcomes } from '../tell-verdict.ts'

export const messages = {
  compatibility: {
    type: 'string',
    value: 'LEVEL',
    help: 'What every message must keep: BACKWARD, FORWARD, FULL, each also _TRANSITIVE, or NONE'
  },
  strict: { type: 'boolean', help: 'Messages may have fields that their schema does not declare' }
} as const

export const simulate = command({
  name: 'simulate',
  summary: 'Ask who would break if these documents of a provider, or this pact, were published now',
  rest: '<files…> | pact <file>',
  options: {
    provider: { type: 'string', value: 'NAME', help: 'The provider; needed but for a pact, which names it' },
    name: { type: 'string', multiple: true, value: 'NAME', help: 'The name of the document; one for each of several files' },
    environment: {
      type: 'string',
      aliases: ['to-environment'],
      multiple: true,
      value: 'NAME',
      help: 'Only what is live there; else anywhere, and heads of main branches; repeatable'
    },
    branch: { type: 'string', value: 'BRANCH', help: 'Heads of this branch of the consumers instead of their main branches' },
    version: {
      type: 'string',
      aliases: ['base'],
      value: 'VERSION',
      help: 'Compare with this version of the provider; else with what is live and on its main branch'
    },
    ...messages
  },
  async run({ values, rest, broker, out, folder }) {
    const { provider, environment, branch, version, strict } = values
    const environments = environment.length === 0 ? undefined : environment
    if (rest[0] === 'pact') {
      const [, file, ...more] = rest
      if (file === undefined || more.length > 0) throw wrong('Which pact? Name one file: soloist simulate pact FILE.')
      const pact = (await contentOf(file, folder)).toString('utf8')
      const document = await broker.simulatePact({ pact, environments, version })
      out.answer(document, () => tellPact(document, file))
      return exitCodeForAnswer(document.answer)
    }
    if (provider === undefined) throw wrong('Whose documents are these? Give --provider.')
    const documents = await documentsFrom(rest, values.name, folder)
    const compatibility = values.compatibility as Compatibility | undefined
    const asked = { provider, documents, environments, branch, base: version, compatibility, strict }
    const document = await broker.simulateProviderContracts(asked)
    out.answer(document, () => tell(document, provider))
    return exitCodeForAnswer(document.answer)
  }
})

export async function documentsFrom(
  files: readonly string[],
  names: readonly string[],
  folder: string
): Promise<NamedDocument[]> {
  if (files.length === 0) throw wrong('Which documents? Name a file.')
  if (names.length > 0 && names.length !== files.length) throw wrong('Give --name once for each file, or for none.')
  if (names.length === 0 && files.length > 1) throw wrong('Several documents need a name each: give --name once for each file.')
  const contents = await Promise.all(files.map(file => contentOf(file, folder)))
  return contents.map((content, i) => ({ name: names[i], content }))
}

export const contentOf = (file: string, folder: string): Promise<Buffer> =>
  readFile(resolve(folder, file)).catch((cause: Error) => {
    throw wrong(`${file} cannot be read: ${cause.message}.`, cause)
  })

function tell(
  { answer, summary, notices, consumers, comparedWith, promises = [], messages }: Simulation,
  provider: string
): Report {
  const sentences = {
    yes: `Yes, nobody breaks if ${provider} publishes this.`,
    no: `No, ${whatBreaks(summary.breaks, promises)} if ${provider} publishes this.`,
    unknown: `Unknown: nothing proves that nobody breaks if ${provider} publishes this.`
  }
  const bases = comparedWith.map(({ number, environments }) => placed({ number, environments, branches: [] })).join(', ')
  const judged = [
    ...consumers.map(consumerLine),
    ...promises.map(
      ({ outcome, code, text, next }): Line => ({ outcome, code, text, notes: next === undefined ? [] : [`Next: ${next}`] })
    ),
    ...messages.flatMap(({ comparedWith, findings }) =>
      findings.map(findingLine).map((line): Line => ({ ...line, text: `Messages, compared with ${comparedWith}: ${line.text}` }))
    )
  ]
  const said = [...noticeLines(notices), ...(bases === '' ? [] : [info(`Compared with ${bases}`)])]
  return { title: sentences[answer], answer, lines: [...said, ...worstFirst(judged)] }
}

function whatBreaks(breaking: number, promises: Simulation['promises']): string {
  if (breaking > 0) return breaking === 1 ? 'a contract breaks' : `${breaking} contracts break`
  return promises.some(({ outcome }) => outcome === 'fail') ? 'a promise breaks' : 'messages are no longer compatible'
}

function tellPact({ answer, notices, versions }: PactSimulation, file: string): Report {
  const sentences = {
    yes: `Yes, what ${file} expects is what its provider offers.`,
    no: `No, what ${file} expects is not what its provider offers.`,
    unknown: `Unknown: nothing proves that what ${file} expects is what its provider offers.`
  }
  const judged = versions.map(({ number, environments, mainBranch, answer, findings }): Line => {
    const where = placed({ number, environments, branches: mainBranch ? ['the main branch'] : [] })
    return { outcome: outcomes[answer], text: `${where}: ${answer}`, lines: findings.map(findingLine) }
  })
  return { title: sentences[answer], answer, lines: [...noticeLines(notices), ...judged] }
}
