import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { type FoundFile, findSoloistFile, schema } from '../soloist-file/read.ts'

export const checkConfig = command({
  name: 'check-config',
  summary: 'Check what a repository says of its application in soloist.yml, and tell what was read',
  rest: '<file>',
  options: { 'print-schema': { type: 'boolean', help: 'Print the JSON Schema of the file, for editors' } },
  async run({ values, rest, out, folder }) {
    if (values['print-schema'] === true) {
      out.print(JSON.stringify(await schema(), null, 2))
      return exitCodes.done
    }
    if (rest.length > 1) throw wrong('Which file? Name one.')
    const found = await findSoloistFile(rest[0], folder)
    if (found === undefined) throw wrong('There is no soloist.yml here: name a file.')
    out.answer(found, () => told(found))
    return exitCodes.done
  }
})

function told(found: FoundFile): string {
  const { file, application, owner, contact, mainBranch, pacts, source } = found
  const { providerContracts, resources, topics, policies } = found
  const list = <T>(items: readonly T[] | undefined, each: (item: T) => string) =>
    items === undefined ? undefined : items.map(each).join(', ') || 'none'
  const lines: Array<[what: string, value: string | undefined]> = [
    ['application', application],
    ['owner', owner],
    ['contact', contact],
    ['main branch', mainBranch],
    ['pacts', pacts],
    ['provider contracts', list(providerContracts, ({ path, name = 'default' }) => `${path} as ${name}`)],
    [
      'resources',
      list(resources, ({ path, access, irreversible }) => `${access} ${path}${irreversible ? ' (irreversible)' : ''}`)
    ],
    ['topics', list(topics, ({ name, retention }) => `${name} for ${retention}`)],
    ['source', list(source, path => path)],
    [
      'policies',
      list(policies, ({ kind, rule, environment }) => `${kind} ${rule}${environment === undefined ? '' : ` in ${environment}`}`)
    ]
  ]
  const given = lines.filter(([, value]) => value !== undefined)
  const width = Math.max(...given.map(([what]) => what.length))
  return [`${file} is right:`, ...given.map(([what, value]) => `  ${what.padEnd(width)}  ${value}`)].join('\n')
}
