import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'

// The test runs compiled; the sources are beside `dist/`.
const root = new URL('../../../', import.meta.url)
const importing = /^\s*(import|export)\s(?:(type)\s)?[^'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm

function importsIn(folder: string): Array<{ file: string; typeOnly: boolean; from: string }> {
  if (!existsSync(new URL(`${folder}/`, root))) return []
  const files = readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
  return files
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => {
      const text = readFileSync(new URL(`${folder}/${file}`, root), 'utf8')
      const found = [...text.matchAll(importing)]
      return found.map(match => ({
        file: `${folder}/${file}`,
        typeOnly: match[2] === 'type',
        from: (match[3] ?? match[4]) as string
      }))
    })
}

t.test('the client and the command can be installed without the server and what it depends on', async t => {
  const imports = importsIn('client')
  t.ok(imports.length > 100, 'the test sees the imports')
  for (const { file, typeOnly, from } of imports) {
    if (from.startsWith('node:')) continue
    t.ok(from.startsWith('.'), `${file} imports ${from}, which a package would have to bring`)
    const target = new URL(from, new URL(file, root)).pathname.slice(root.pathname.length)
    t.ok(target.startsWith('client/') || (typeOnly && target.startsWith('schemas/')), `${file} imports ${from}`)
  }
})

t.test('schemas depend on TypeBox only', async t => {
  for (const { file, from } of importsIn('schemas')) t.match(from, /^(typebox|\.\/[\w-]+\.ts)$/, `${file} imports ${from}`)
})

t.test('the one schema that the client needs as a value imports nothing', async t => {
  t.same(
    importsIn('schemas').filter(({ file }) => file === 'schemas/apply.ts'),
    []
  )
})

t.test('the server is reached by one dynamic import only', async t => {
  const part = readFileSync(new URL('client/server-part.ts', root), 'utf8')
  t.match(part, /await import\('soloist\/server'\)/)
})
