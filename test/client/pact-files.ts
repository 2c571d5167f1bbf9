import { relative } from 'node:path'
import t from 'tap'
import { readPactFiles } from '../../client/pact-files.ts'

const pact = '{"consumer":{"name":"web"},"provider":{"name":"api"}}'
const tree = {
  'a.json': pact,
  'b+(1).json': pact,
  pacts: { 'c.json': pact, 'd.txt': pact, deep: { er: { 'e.json': pact } }, node_modules: { x: { 'f.json': pact } } }
}

const cases: Array<[says: string, names: string[], files: string[]]> = [
  ['a file', ['a.json'], ['a.json']],
  ['a file whose name looks like a pattern', ['b+(1).json'], ['b+(1).json']],
  ['a folder with all below, but not what others brought', ['pacts'], ['pacts/c.json', 'pacts/deep/er/e.json']],
  ['a file twice counts once', ['a.json', './a.json', '*.json'], ['a.json', 'b+(1).json']],
  ['a star stays in its folder', ['pacts/*.json'], ['pacts/c.json']],
  ['two stars go deep, and also not at all', ['pacts/**/*.json'], ['pacts/c.json', 'pacts/deep/er/e.json']],
  ['a star may be a folder', ['*/?.json'], ['pacts/c.json']],
  ['a pattern may name other endings', ['pacts/*.txt'], ['pacts/d.txt']]
]

for (const [says, names, files] of cases) {
  t.test(`pact files are found: ${says}`, async t => {
    const folder = t.testdir(tree)
    const found = await readPactFiles(names, folder, () => {})
    t.same(
      found.map(({ file }) => relative(folder, file)),
      files
    )
    t.match(found[0], { consumer: 'web', provider: 'api', text: pact })
  })
}
