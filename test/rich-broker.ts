import type { Test } from 'tap'
import { encodeName } from '../server/hal/urls.ts'
import type { Engine } from './engines.ts'
import { pactUrl, type Story, tellStory } from './story.ts'

/** Of what a person wrote nothing gets lost: digits, key order, white space, `_id`s of his own. */
export const odd = `{ "consumer": {"name": "web"}, "provider": {"name": "api/v2"},
  "interactions": [ {"description": "a", "request": {"method": "GET", "path": "/"}, "response": {"status": 200, "body": {"200": 1.0, "1": 12345678901234567890}}},
    {"_id": "my-own", "description": "b", "request": {"method": "GET", "path": "/"}, "response": {"status": 200}} ],
  "metadata": {"pactSpecification": {"version": "2.0.0"}} }`

/** A broker with something of everything, listening: a source for imports. */
export async function richBroker(t: Test, engine: Engine) {
  let now = Date.parse('2026-01-31T00:00:00Z')
  const later = (seconds: number) => {
    now += seconds * 1000
  }
  const story = await tellStory(t, { engine, now: () => (now += 1000), config: { allowContractModification: true } })
  await story.environment('test')
  await story.environment('production', true)
  await story.application('web', { mainBranch: 'trunk', repositoryUrl: 'https://git.example/web', displayName: 'The Web' })
  await story.application('api/v2')
  await story.application('alone', { repositoryNamespace: 'shop' })
  await story.must([201], 'PUT', pactUrl('api/v2', 'web', '1'), odd)
  await story.published(
    'web',
    '2',
    { 'api/v2': 2, mail: 1 },
    { branch: 'trunk', tags: ['dev'], buildUrl: 'https://ci.example/2' }
  )
  await story.verified('web', '1', 'api/v2', '10', true, { buildUrl: 'https://ci.example/10' })
  await story.verified('web', '2', 'api/v2', '10', false)
  // Content that is overwritten later, with a result of its own.
  await story.published('web', '3', { 'api/v2': 3 }, { branch: 'feat/x y' })
  await story.verified('web', '3', 'api/v2', '11', true)
  await story.published('web', '3', { 'api/v2': 2 })
  await story.verified('web', '3', 'api/v2', '10', true, {
    testResults: [{ interactionId: 'x', success: true, time: 1.5 }],
    verifiedBy: { implementation: 'Pact-Rust', version: '1.4.8', clientLanguage: { name: 'pact-js', version: '17' } }
  })
  await story.branched('web', '1', 'trunk')
  await story.branched('api/v2', '11', 'main')
  later(60)
  await story.tagged('web', '1', 'released')
  await story.deployed('api/v2', '10', 'production')
  await story.deployed('api/v2', '11', 'production')
  await story.deployed('api/v2', '10', 'production', 'blue')
  await story.deployed('web', '2', 'test')
  await story.released('web', '1', 'production')
  await story.released('web', '2', 'production')
  const { body } = await story.get(`/environments/${story.environmentId('production')}/released-versions/currently-supported`)
  const over = body._embedded.releasedVersions.find(
    (each: { _embedded: { version: { number: string } } }) => each._embedded.version.number === '2'
  )
  await story.must([200], 'PATCH', new URL(over._links.self.href).pathname, { currentlySupported: false })
  return { ...story, from: await story.app.listen({ port: 0 }), later }
}

/** Addresses whose documents must be the same on both sides. */
export function addresses(story: Story): string[] {
  const version = (name: string, number: string) => `/pacticipants/${encodeName(name)}/versions/${encodeName(number)}`
  const environment = story.environmentId('production')
  return [
    '/pacticipants',
    '/environments',
    ...['web', 'api/v2', 'alone'].flatMap(name => [
      `/pacticipants/${encodeName(name)}`,
      `/pacticipants/${encodeName(name)}/versions`,
      `/pacticipants/${encodeName(name)}/branches`
    ]),
    `${version('web', '1')}/tags/released`,
    '/pacticipants/web/branches/trunk/versions/1',
    '/pacticipants/web/branches/trunk/latest-version',
    ...['1', '2', '3'].map(number => pactUrl('api/v2', 'web', number)),
    ...['1', '2', '3'].map(number => `/verification-results/consumer/web/version/${number}/latest`),
    `/environments/${environment}/deployed-versions/currently-deployed`,
    `/environments/${environment}/released-versions/currently-supported`,
    `${version('api/v2', '10')}/deployed-versions/environment/${environment}`,
    '/matrix?q[][pacticipant]=web&q[][pacticipant]=api%2Fv2',
    `/can-i-deploy?pacticipant=web&version=3&environment=production`
  ]
}

/** Links of different brokers, made comparable. */
export const withoutHost = (text: string) => text.replace(/http:\/\/[^/"]+/g, '')
