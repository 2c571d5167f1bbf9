import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodeForAnswer } from '../exit-codes.ts'
import type { Compatibility, DocumentDifference, NamedDocument } from '../simulations.ts'
import type { Soloist } from '../soloist.ts'
import { asMarkdown, asText, type Told } from '../tell-findings.ts'
import { colours } from '../tell-verdict.ts'
import { contentOf, markdown, messages } from './simulate.ts'

export const diff = command({
  name: 'diff',
  summary: 'Compare two documents of a provider: what the new one no longer keeps, whoever uses it',
  rest: '<old> <new> | <new> --provider NAME --version VERSION',
  options: {
    provider: { type: 'string', value: 'NAME', help: 'Compare with what this provider has published' },
    version: { type: 'string', value: 'VERSION', help: 'With this version of it; else the newest of the main branch' },
    name: { type: 'string', value: 'NAME', help: 'With its document of this name; else the only one' },
    ...messages,
    markdown
  },
  async run({ values, rest, broker, out, folder }) {
    const [first, second, ...more] = rest
    if (first === undefined || more.length > 0) throw wrong('Which documents? Name two files, or one and --provider.')
    const { provider, version, name } = values
    if ((second === undefined) === (provider === undefined)) throw wrong('Name two files, or one file and --provider.')
    if (provider === undefined && (version ?? name) !== undefined) throw wrong('--version and --name need --provider.')
    const before = provider === undefined ? await contentOf(first, folder) : await published(broker, { provider, version, name })
    const after = await contentOf(second ?? first, folder)
    const document = await broker.diffProviderDocuments({
      before: [{ content: before }],
      after: [{ content: after }],
      compatibility: values.compatibility as Compatibility | undefined,
      strict: values.strict
    })
    out.answer(document, () => tell(document, values.markdown === true ? asMarkdown : asText(out)))
    return exitCodeForAnswer(document.answer)
  }
})

interface Wanted {
  provider: string
  version: string | undefined
  name: string | undefined
}

async function published(broker: Soloist, { provider, version, name }: Wanted): Promise<NamedDocument['content']> {
  const { _embedded } = await broker.providerContracts({
    provider,
    ...(version === undefined ? { mainBranch: true } : { version })
  })
  const documents = _embedded.providerContracts
  const found =
    name === undefined && documents.length === 1 ? documents[0] : documents.find(each => each.name === (name ?? 'default'))
  if (found === undefined) {
    const names = documents.map(each => each.name).join(', ') || 'none'
    throw wrong(`Which document of ${provider}? Give --name; there are: ${names}.`)
  }
  return broker.readProviderDocument({ provider, version: found._embedded.version.number, name: found.name })
}

const most = 50

function tell({ answer, complete, findings, added, removed, deprecated }: DocumentDifference, told: Told): string {
  const sentences = {
    yes: 'Compatible: what was promised is still kept.',
    no: 'Not compatible: something that was promised is no longer kept.',
    unknown: 'Unknown: nothing proves that all that was promised is still kept.'
  }
  const list = (what: string, elements: readonly string[]) =>
    elements.length === 0
      ? []
      : [
          told.point(`${what}:`, 1),
          ...elements.slice(0, most).map(element => told.point(element, 2)),
          ...(elements.length > most ? [told.point(`… and ${elements.length - most} more`, 2)] : [])
        ]
  return [
    told.headline(sentences[answer], colours[answer]),
    ...(complete ? [] : [told.point('Not everything was compared: the time was over.', 1)]),
    ...findings.map(finding => told.finding(finding, 1)),
    ...list('Removed', removed),
    ...list('Added', added),
    ...list(
      'Deprecated',
      deprecated.map(({ element, sunset }) => (sunset === undefined ? element : `${element}, until ${sunset}`))
    )
  ].join('\n')
}
