import { readFileSync } from 'node:fs'
import t from 'tap'
import { Soloist } from '../../client/index.ts'

t.test('docs/client.md tells every method', async t => {
  const text = readFileSync(new URL('../../../docs/client.md', import.meta.url), 'utf8')
  for (const name of Object.keys(new Soloist({ baseUrl: 'http://broker.test' }))) t.match(text, `\`${name}\``, name)
})
