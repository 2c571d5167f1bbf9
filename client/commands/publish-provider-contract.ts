import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { command } from '../command.ts'
import { config, identity } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import type { PublishedProviderContracts, SelfVerification } from '../provider-contracts.ts'
import type { FoundFile } from '../soloist-file/read.ts'
import { sendFile } from '../soloist-file/send.ts'
import { identityWith } from '../soloist-file/source.ts'
import { branchForTag } from './publish.ts'

const verification = {
  'verification-success': { type: 'boolean', negatable: true, help: 'Whether the check of the provider against it passed' },
  'verification-exit-code': { type: 'string', value: 'N', help: 'Instead: the exit code of that check; 0 passed' },
  'verification-results': { type: 'string', value: 'FILE', help: 'Its report' },
  'verification-results-content-type': { type: 'string', value: 'TYPE', help: 'The media type of the report' },
  'verification-results-format': { type: 'string', value: 'FORMAT', help: 'Its format, such as junit' },
  verifier: { type: 'string', value: 'NAME', help: 'What checked' },
  'verifier-version': { type: 'string', value: 'VERSION', help: 'Its version' }
} as const

export const publishProviderContract = command({
  name: 'publish-provider-contract',
  summary: 'Publish what a provider offers: OpenAPI, AsyncAPI or a message catalogue',
  rest: '<files…>',
  options: {
    provider: { type: 'string', needed: true, value: 'NAME', inFile: 'application', help: 'The provider' },
    'provider-app-version': {
      type: 'string',
      short: 'a',
      aliases: ['version', 'provider-version'],
      value: 'VERSION',
      help: 'Its version; else the commit that CI or git tell'
    },
    name: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      help: 'The name of the document (else default); one for each of several files'
    },
    branch: { type: 'string', value: 'BRANCH', help: 'The branch of the version; else what CI or git tell' },
    tag: { type: 'string', short: 't', multiple: true, value: 'TAG', help: 'A tag for it; repeatable' },
    config,
    'tag-with-git-branch': { type: 'boolean', help: 'Tag it with the name of its branch, too' },
    'build-url': { type: 'string', value: 'URL', help: 'The build that made it; else what CI tells' },
    ...identity,
    specification: { type: 'string', value: 'oas|asyncapi|catalogue', help: 'What is expected to be in it; the content decides' },
    'content-type': { type: 'string', value: 'TYPE', help: 'Known to other clients; the content decides' },
    ...verification,
    'auto-detect-version-properties': { type: 'boolean', short: 'r', help: 'Known to other clients; always so here' }
  },
  async run({ values, rest, broker, out, folder, found, file }) {
    const { files, names } = documentsFor(rest, values, file)
    const contents = await Promise.all(files.map(path => contentOf(path, folder)))
    const selfVerification = await selfVerificationOf(values, folder)
    const version = await found.version(values['provider-app-version'], '--provider-app-version')
    const branch = await found.branch(values.branch)
    const buildUrl = found.buildUrl(values['build-url'])
    const tags = [...values.tag]
    if (values['tag-with-git-branch'] === true) tags.push(await branchForTag(branch, folder))
    const identified = await identityWith({ found, values, file }, [values.provider], out.say)
    const asked = { provider: values.provider, version, branch, tags, buildUrl, ...identified }
    const { specification, 'content-type': contentType } = values
    const documents = contents.map((content, i) => ({ name: names[i], content, specification, contentType, selfVerification }))
    const [first] = documents
    // One document goes the way that other brokers of this kind know, too.
    const document =
      first !== undefined && documents.length === 1
        ? await broker.publishProviderContract({ ...asked, ...first })
        : await broker.publishProviderContracts({ ...asked, documents })
    await sendFile(broker, file, { application: values.provider, version, branch }, out)
    out.answer(document, () => told(`${values.provider} ${version}`, names, document, out))
    return exitCodes.done
  }
})

/** Those that are named, else those of soloist.yml. */
function documentsFor(
  rest: readonly string[],
  { name, provider }: { name: readonly string[]; provider: string },
  file: FoundFile | undefined
): { files: readonly string[]; names: Array<string | undefined> } {
  const documents = rest.length === 0 && name.length === 0 && file?.application === provider ? (file.providerContracts ?? []) : []
  if (documents.length === 0) return { files: rest, names: namesFor(rest, name) }
  const several = documents.length > 1
  return {
    files: documents.map(({ path }) => path),
    names: documents.map(({ name }) => name ?? (several ? 'default' : undefined))
  }
}

function namesFor(files: readonly string[], names: readonly string[]): Array<string | undefined> {
  if (files.length === 0) throw wrong('Which provider contract? Name a file.')
  if (files.length === 1 && names.length === 0) return [undefined]
  if (files.length === names.length) return [...names]
  throw wrong(
    `${files.length} file${files.length > 1 ? 's' : ''} and ${names.length} --name: each of several files needs a --name, in the same order.`
  )
}

const contentOf = (file: string, folder: string): Promise<Buffer> =>
  readFile(resolve(folder, file)).catch((cause: Error) => {
    throw wrong(`${file} cannot be read: ${cause.message}.`, cause)
  })

type VerificationValues = { [name in keyof typeof verification]: string | boolean | undefined }

/** What is said of the check; silence about whether it passed is no yes. */
async function selfVerificationOf(values: VerificationValues, folder: string): Promise<SelfVerification | undefined> {
  const text = (name: keyof typeof verification) => values[name] as string | undefined
  const given = Object.keys(verification).filter(name => values[name as keyof typeof verification] !== undefined)
  if (given.length === 0) return undefined
  const success = values['verification-success'] as boolean | undefined
  const exitCode = text('verification-exit-code')
  if (success !== undefined && exitCode !== undefined) {
    throw wrong('Give either --verification-exit-code, or --verification-success (or --no-verification-success).')
  }
  if (success === undefined && exitCode === undefined) {
    throw wrong(`--${given[0]} says nothing of the result: give --verification-exit-code, or --[no-]verification-success.`)
  }
  if (exitCode !== undefined && !/^-?\d+$/.test(exitCode))
    throw wrong(`--verification-exit-code is ${exitCode}; it must be a number.`)
  const report = text('verification-results')
  return {
    success: success ?? Number(exitCode) === 0,
    report: report === undefined ? undefined : await contentOf(report, folder),
    contentType: text('verification-results-content-type'),
    format: text('verification-results-format'),
    verifier: text('verifier'),
    verifierVersion: text('verifier-version')
  }
}

function told(
  version: string,
  names: ReadonlyArray<string | undefined>,
  { notices = [] }: PublishedProviderContracts,
  out: Output
) {
  const headline = out.paint(
    'green',
    `Published ${version}: provider contract ${names.map(name => name ?? 'default').join(', ')}`
  )
  const shown = notices.filter(({ type }) => out.verbose || type === 'warning' || type === 'prompt' || type === 'error')
  const lines = shown.map(({ type, text }) => {
    const indented = `  ${text.trim().replaceAll('\n', '\n  ')}`
    return type === 'warning' || type === 'error' ? out.paint('yellow', indented) : indented
  })
  return [headline, ...lines].join('\n')
}
