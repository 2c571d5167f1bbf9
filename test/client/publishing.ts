import t from 'tap'
import { Soloist } from '../../client/index.ts'
import { recordingBroker } from '../recording-broker.ts'

const text =
  '{ "provider": {"name":"api"},\n "consumer":{"name":"web"}, "interactions": [{"price": 1.0, "id": 12345678901234567890, "200": 1}] }\n'
const sent = (body: { contracts: Array<{ content: string }> }) =>
  body.contracts.map(({ content }) => Buffer.from(content, 'base64').toString())

t.test('a contract is published to the byte', async t => {
  const { baseUrl, recorded } = await recordingBroker(t)
  await new Soloist({ baseUrl }).publishContracts({
    version: '7',
    branch: 'main',
    tags: ['dev'],
    buildUrl: 'https://ci/7',
    pacts: [text]
  })
  t.equal(recorded[0]?.line, 'POST /contracts/publish')
  const { contracts, ...rest } = recorded[0]?.body ?? {}
  t.same(rest, { pacticipantName: 'web', pacticipantVersionNumber: '7', branch: 'main', tags: ['dev'], buildUrl: 'https://ci/7' })
  t.same(Object.keys(contracts[0]), ['consumerName', 'providerName', 'specification', 'contentType', 'content'])
  t.match(contracts[0], { consumerName: 'web', providerName: 'api', specification: 'pact', contentType: 'application/json' })
  t.same(sent(recorded[0]?.body), [text])
})

t.test('a parsed pact is published, too, and merged if asked', async t => {
  const { baseUrl, recorded } = await recordingBroker(t)
  const pact = { consumer: { name: 'web' }, provider: { name: 'Größe' }, interactions: [] }
  await new Soloist({ baseUrl }).publishContracts({ application: 'web', version: '7', pacts: [pact], onConflict: 'merge' })
  t.same(sent(recorded[0]?.body), [JSON.stringify(pact)])
  t.match(recorded[0]?.body.contracts[0], { providerName: 'Größe', onConflict: 'merge' })
})

t.test('a byte order mark is no part of the contract', async t => {
  const { baseUrl, recorded } = await recordingBroker(t)
  await new Soloist({ baseUrl }).publishContracts({ version: '7', pacts: [`\ufeff${text}`] })
  t.same(sent(recorded[0]?.body), [text])
})

const refused: Array<[says: string, pacts: Array<string | object>, message: RegExp]> = [
  ['nothing', [], /nothing to publish/],
  ['what is not JSON', ['{'], /This is no pact/],
  ['what names no consumer', [{ provider: { name: 'api' } }], /does not name its consumer/],
  ['null', ['null'], /does not name/],
  [
    "another consumer's pact",
    [text, { consumer: { name: 'app' }, provider: { name: 'api' } }],
    /A pact of app cannot be published by web/
  ]
]

for (const [says, pacts, message] of refused) {
  t.test(`publishing ${says} is refused before anything is sent`, async t => {
    const { baseUrl, lines } = await recordingBroker(t)
    await t.rejects(new Soloist({ baseUrl }).publishContracts({ version: '7', pacts }), { code: 'asked-wrongly', message })
    t.same(lines(), [])
  })
}

t.test('a contract is read to the byte', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ body: text }))
  t.equal(await new Soloist({ baseUrl }).readPactText({ consumer: 'web', provider: 'api' }), text)
})
