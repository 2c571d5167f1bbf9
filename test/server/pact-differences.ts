import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const pair = '/pacts/provider/api/consumer/web'
const pact = (price: string) =>
  `{"consumer":{"name":"web"},"provider":{"name":"api"},"interactions":[{"description":"a price","response":{"status":200,"body":${price}}}]}`
const day = 86_400_000

await forEachEngine(t, 'what changed between two pacts is told as text', async (t, engine) => {
  let now = Date.UTC(2026, 0, 31, 8)
  const { must, get } = await tellStory(t, { engine, now: () => now })
  await must([201], 'PUT', `${pair}/version/1`, pact('1'))
  await must([201], 'PUT', `${pair}/version/2`, pact('1.0'))
  await must([201], 'PUT', `${pair}/version/3`, pact('1.0'))
  now += 2 * day + 1

  const previous = await get(`${pair}/version/3/diff/previous-distinct`)
  t.match(previous, { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' } })
  t.equal(
    previous.text,
    [
      'Pact between web and api: version 1 compared with version 3',
      'Version 3 was published 2 days ago, on 2026-01-31T08:00:00+00:00.',
      '',
      'Interactions: 1 changed, 0 added, 0 removed, 0 unchanged.',
      '',
      'Changed: a price',
      '  {',
      '    "description": "a price"',
      '    "response": {',
      '      "status": 200',
      '-     "body": 1',
      '+     "body": 1.0',
      '    }',
      '  }',
      '',
      '_links:',
      '  "pact of web 1":',
      `    href: http://localhost${pair}/version/1`,
      '  "pact of web 3":',
      `    href: http://localhost${pair}/version/3`,
      ''
    ].join('\n')
  )

  t.match(await get(`${pair}/version/1/diff/previous-distinct`), { status: 200, text: /^No version of web before 1 / })
  const versions = await get(`${pair}/version/1/diff/version/2`)
  t.match(versions, { status: 200, text: /version 1 compared with version 2/ })
  t.equal((await get(`${pair}/version/2/diff/version/1`)).text, versions.text, 'whichever is named first')
  t.match(await get(`${pair}/version/2/diff/version/3`), { status: 200, text: /Both have the same content/ })

  const sha = async (number: string) => (await get(`${pair}/version/${number}`)).body._links['pb:pact-version'].name
  const href = (await get(`${pair}/version/1`)).body._links['pb:diff'].href.replace('{pactVersion}', await sha('2'))
  t.match(await get(new URL(href).pathname), { status: 200, text: /\+ {5}"body": 1\.0/ })

  for (const path of ['version/9/diff/previous-distinct', 'version/1/diff/version/9', 'pact-version/x/diff/pact-version/y']) {
    t.match(await get(`${pair}/${path}`), { status: 404, body: { error: /web/ } }, path)
  }
  t.match(await get(`${pair}/version/3/diff/previous-distinct`, { accept: 'application/hal+json' }), {
    status: 406,
    body: { error: /text\/plain/ }
  })
})
