import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodeForAnswer } from '../exit-codes.ts'
import type { Report } from '../report.ts'
import type { Compatibility, DocumentDifference, NamedDocument } from '../simulations.ts'
import type { Soloist } from '../soloist.ts'
import { findingLine, info } from '../tell-findings.ts'
import { contentOf, messages } from './simulate.ts'

export const diff = command({
  name: 'diff',
  summary: 'Compare two documents of a provider: what the new one no longer keeps, whoever uses it',
  rest: '<old> <new> | <new> --provider NAME --version VERSION',
  options: {
    provider: { type: 'string', value: 'NAME', help: 'Compare with what this provider has published' },
    version: { type: 'string', value: 'VERSION', help: 'With this version of it; else the newest of the main branch' },
    name: { type: 'string', value: 'NAME', help: 'With its document of this name; else the only one' },
    ...messages
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
    out.answer(document, () => tell(document))
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

function tell({ answer, complete, findings, added, removed, deprecated }: DocumentDifference): Report {
  const sentences = {
    yes: 'Compatible: what was promised is still kept.',
    no: 'Not compatible: something that was promised is no longer kept.',
    unknown: 'Unknown: nothing proves that all that was promised is still kept.'
  }
  const list = (what: string, elements: readonly string[]) => {
    if (elements.length === 0) return []
    const left = elements.length - most
    const shown = elements.slice(0, most).map(element => info(element))
    return [info(`${what}:`, left > 0 ? [...shown, info(`… and ${left} more`)] : shown)]
  }
  const lines = [
    ...(complete ? [] : [info('Not everything was compared: the time was over.')]),
    ...findings.map(findingLine),
    ...list('Removed', removed),
    ...list('Added', added),
    ...list(
      'Deprecated',
      deprecated.map(({ element, sunset }) => (sunset === undefined ? element : `${element}, until ${sunset}`))
    )
  ]
  return { title: sentences[answer], answer, lines }
}
