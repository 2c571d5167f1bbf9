import { command } from '../command.ts'
import { config, identity } from '../common-options.ts'
import type { Published, Publishing } from '../contracts.ts'
import { wrong } from '../door.ts'
import { SoloistError } from '../error.ts'
import { exitCodes } from '../exit-codes.ts'
import { branchIn } from '../git.ts'
import type { Output } from '../output.ts'
import { type PactFile, readPactFiles } from '../pact-files.ts'
import type { Soloist } from '../soloist.ts'
import { sendFile } from '../soloist-file/send.ts'
import { identityWith } from '../soloist-file/source.ts'

export const publish = command({
  name: 'publish',
  summary: 'Publish the contracts in pact files',
  rest: '<files, folders or patterns…>',
  options: {
    'consumer-app-version': {
      type: 'string',
      short: 'a',
      aliases: ['version', 'application-version'],
      value: 'VERSION',
      help: 'Version of the consumer; else the commit that CI or git tell'
    },
    branch: { type: 'string', short: 'h', value: 'BRANCH', help: 'Its branch; else what CI or git tell' },
    tag: { type: 'string', short: 't', multiple: true, value: 'TAG', help: 'A tag for it; repeatable' },
    'tag-with-git-branch': { type: 'boolean', short: 'g', help: 'Tag it with the name of its branch, too' },
    'build-url': { type: 'string', value: 'URL', help: 'The build that made it; else what CI tells' },
    ...identity,
    config,
    merge: { type: 'boolean', help: 'Join with what this version published before, instead of replacing it' },
    'auto-detect-version-properties': { type: 'boolean', short: 'r', help: 'Known to other clients; always so here' }
  },
  async run({ values, rest, broker, out, folder, found, file }) {
    const places = rest.length === 0 && file?.pacts !== undefined ? [file.pacts] : rest
    if (places.length === 0) throw wrong('Which pacts? Name files or folders, or pacts in soloist.yml.')
    const groups = byConsumer(await readPactFiles(places, folder, out.say), values.merge === true)
    if (groups.size === 0) throw wrong(`There is no pact in ${places.join(', ')}.`)
    const version = await found.version(values['consumer-app-version'], '--consumer-app-version')
    const branch = await found.branch(values.branch)
    const buildUrl = found.buildUrl(values['build-url'])
    const tags = [...values.tag]
    if (values['tag-with-git-branch'] === true) tags.push(await branchForTag(branch, folder))
    const identity = await identityWith({ found, values, file }, [...groups.keys()], out.say)
    const onConflict = values.merge === true ? ('merge' as const) : undefined
    const publications = [...groups].map(([application, files]): Publication => {
      const pacts = files.map(({ text }) => text)
      return { application, version, branch, tags, buildUrl, ...identity, pacts, onConflict }
    })
    const documents = await published(broker, publications, out.say)
    for (const application of groups.keys()) await sendFile(broker, file, { application, version, branch }, out)
    for (const [index, document] of documents.entries()) {
      const { application } = publications[index] as Publication
      out.answer(document, () => told(application, version, groups.get(application) ?? [], document, out))
    }
    return exitCodes.done
  }
})

type Publication = Publishing & { application: string }

/** All or none where there are several; a Pact Broker takes one after the other. */
async function published(
  broker: Soloist,
  publications: readonly Publication[],
  say: (text: string) => void
): Promise<Published[]> {
  const [first] = publications
  if (first !== undefined && publications.length === 1) return [await broker.publishContracts(first)]
  try {
    return (await broker.publishTogether({ publications }))._embedded.publications
  } catch (error) {
    // What else this could be not found is created by publishing.
    if (!(error instanceof SoloistError) || error.code !== 'not-found') throw error
  }
  say('This broker takes the contracts of one application at a time; they are published one after the other.')
  const documents: Published[] = []
  for (const publication of publications) documents.push(await broker.publishContracts(publication))
  return documents
}

/** The pacts of each consumer; the same content twice counts once, other content for the same provider is refused. */
function byConsumer(pacts: readonly PactFile[], merge: boolean): Map<string, PactFile[]> {
  const groups = new Map<string, PactFile[]>()
  for (const pact of pacts) {
    const group = groups.get(pact.consumer) ?? []
    const same = group.filter(({ provider }) => provider === pact.provider)
    if (same.some(({ text }) => text === pact.text)) continue
    if (same.length > 0 && !merge) {
      const { consumer, provider, file } = pact
      throw wrong(`${same[0]?.file} and ${file} are different pacts of ${consumer} and ${provider}: --merge would join them.`)
    }
    groups.set(pact.consumer, [...group, pact])
  }
  return groups
}

export async function branchForTag(branch: string | undefined, folder: string): Promise<string> {
  const name = branch ?? (await branchIn(folder))
  if (name === undefined) throw wrong('--tag-with-git-branch: no branch is checked out; give --branch.')
  return name
}

function told(
  application: string,
  version: string,
  files: readonly PactFile[],
  { notices = [] }: Published,
  out: Output
): string {
  const providers = files.map(({ provider }) => provider).join(', ')
  const headline = out.paint('green', `Published ${application} ${version}: contracts with ${providers}`)
  const shown = notices.filter(({ type }) => out.verbose || type === 'warning' || type === 'prompt' || type === 'error')
  const lines = shown.map(({ type, text }) => {
    const indented = `  ${text.replaceAll('\n', '\n  ')}`
    return type === 'warning' || type === 'error' ? out.paint('yellow', indented) : indented
  })
  return [headline, ...lines].join('\n')
}
