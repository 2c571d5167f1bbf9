import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { fails, pactClient, works } from '../pact-command.ts'
import { tellStory } from '../story.ts'

t.setTimeout(0)

await forEachEngine(t, 'pactflow publish-provider-contract works unchanged', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const folder = t.testdir({
    'oas.yml': "openapi: 3.0.0\ninfo: {title: Orders, version: '1'}\npaths: {}\n",
    'report.txt': 'all good'
  })
  const run = await pactClient(story, 'pactflow', folder)
  const publish = (number: string, ...rest: string[]) => [
    'publish-provider-contract',
    'oas.yml',
    '--provider',
    'order book',
    '-a',
    number,
    ...rest
  ]

  await works(t, run, publish('1'), /Provider contract default of order book version 1 \(OpenAPI 3\.0\.0, "Orders" 1\) published/)
  await works(t, run, publish('1'), /published again, unchanged/)
  await works(
    t,
    run,
    publish(
      '2',
      ...['--branch', 'main', '--tag', 'dev', '--build-url', 'http://ci/2', '--specification', 'oas'],
      ...['--content-type', 'application/yaml', '--verification-exit-code', '0', '--verification-results', 'report.txt'],
      ...['--verification-results-content-type', 'text/plain', '--verification-results-format', 'text'],
      ...['--verifier', 'x', '--verifier-version', '1']
    ),
    /self-verification passed/
  )
  const version = (await story.get('/pacticipants/order%20book/versions/2')).body
  t.match(version, { buildUrl: 'http://ci/2', _embedded: { branches: [{ name: 'main' }], tags: [{ name: 'dev' }] } })
  const url = '/provider-contracts/provider/order%20book/version/2/name/default'
  t.match((await story.get(url)).body.selfVerification, { success: true, verifier: 'x', verifierVersion: '1', format: 'text' })
  t.equal((await story.get(`${url}/self-verification-report`)).text, 'all good')
  // This client sends a result only together with who checked, or a report.
  await works(t, run, publish('3', '--verification-exit-code', '1', '--verifier', 'x'), /self-verification failed/)
  const json = await works(t, run, publish('4', '--output', 'json'))
  t.notMatch(json.out, /❌/)

  writeFileSync(join(folder, 'oas.yml'), '{"openapi":"3.1.0","paths":{}}')
  await fails(
    t,
    run,
    publish('1'),
    /already published the provider contract default with other content[\s\S]*differs from line 1 on/
  )
  await works(t, run, publish('5'), /OpenAPI 3\.1\.0/)
  t.match((await story.get(url.replace('/2/', '/5/'))).body, { contentType: 'application/json' }, 'the content decides')
  writeFileSync(join(folder, 'oas.yml'), 'openapi: 3.0.0\npaths:\n  /a: 1\n  /a: 2\n')
  await fails(t, run, publish('6'), /line 4, column 3: the key "\/a" is there twice/)
})
