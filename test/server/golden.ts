import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { engines } from '../engines.ts'
import { type Answer, type Story, tellStory } from '../story.ts'

const folder = new URL('../../../test/golden/', import.meta.url)
/** `SOLOIST_TEST_GOLDEN=write` keeps what the broker answers now; look at the difference before you commit it. */
const isWriting = process.env.SOLOIST_TEST_GOLDEN === 'write'

const day = 86_400_000
const pair = '/pacts/provider/api/consumer/web'
const extended = { accept: 'application/vnd.pactbrokerextended.v1+json' }

interface Told extends Story {
  pass: (days: number) => void
  answers: Record<string, Answer>
}

/** Always the same: two consumers, one provider, results, places. The clock stands still but where it is moved. */
async function tell({ pass, answers, ...story }: Told): Promise<void> {
  await story.environment('test')
  await story.environment('production', true)
  await story.application('api', { displayName: 'The API', repositoryUrl: 'https://git.test/api' })
  pass(1)
  answers['publish-contracts'] = await story.published(
    'web',
    '1',
    { api: 1 },
    { branch: 'main', tags: ['dev'], buildUrl: 'https://ci.test/1' }
  )
  pass(1)
  await story.published('web', '2', { api: 2 }, { branch: 'main' })
  answers['publish-pact'] = await story.must([201], 'PUT', '/pacts/provider/api/consumer/app/version/1', { interactions: [] })
  answers['publish-refused'] = await story.request('POST', '/contracts/publish', {
    pacticipantName: 'web',
    pacticipantVersionNumber: '2',
    contracts: [
      {
        consumerName: 'web',
        providerName: 'api',
        specification: 'pact',
        contentType: 'application/json',
        content: 'eyJhIjoxfQ=='
      }
    ]
  })
  pass(1)
  answers['publish-verification-result'] = await story.verified('web', '1', 'api', '5', true, {
    buildUrl: 'https://ci.test/5',
    verifiedBy: {
      implementation: 'Pact-Rust',
      version: '1.4.8',
      clientLanguage: { name: 'pact-js', version: '17', testFramework: 'vitest' }
    },
    testResults: [{ interactionId: 'x', success: true }]
  })
  await story.verified('web', '2', 'api', '5', false)
  await story.branched('api', '5', 'main')
  answers['put-tag'] = await story.tagged('api', '5', 'prod')
  answers['record-deployment'] = await story.deployed('api', '5', 'test', 'blue')
  answers['record-release'] = await story.released('api', '5', 'production')
  await story.deployed('web', '1', 'test')
  pass(1)
}

/** What clients read; reference part 2 says which fields. */
const reads: Record<string, [url: string, headers?: Record<string, string>]> = {
  index: ['/'],
  applications: ['/pacticipants'],
  application: ['/pacticipants/api'],
  versions: ['/pacticipants/web/versions?size=1'],
  version: ['/pacticipants/api/versions/5'],
  'latest-version': ['/pacticipants/web/branches/main/latest-version'],
  branches: ['/pacticipants/web/branches'],
  branch: ['/pacticipants/web/branches/main'],
  'branch-version': ['/pacticipants/web/branches/main/versions/1'],
  tag: ['/pacticipants/web/versions/1/tags/dev'],
  environments: ['/environments'],
  pact: [`${pair}/version/1`],
  'pact-extended': [`${pair}/version/1`, extended],
  'latest-pact': [`${pair}/latest`],
  'latest-pacts': ['/pacts/latest'],
  'provider-pacts': ['/pacts/provider/api/latest'],
  'pair-pacts': [`${pair}/versions`],
  'tagged-pacts': [`${pair}/tag/dev`],
  'provider-states': ['/pacts/provider/api/provider-states'],
  'pacts-for-verification-by-get': ['/pacts/provider/api/for-verification'],
  'verification-result': [`${pair}/version/1/verification-results/latest`],
  'verification-result-extended': [`${pair}/version/1/verification-results/latest`, extended],
  'consumer-verifications': ['/verification-results/consumer/web/version/2/latest'],
  matrix: ['/matrix?q[][pacticipant]=web&q[][pacticipant]=api&latestby=cvpv'],
  'can-i-deploy-yes': ['/can-i-deploy?pacticipant=web&version=1&environment=test'],
  'can-i-deploy-no': ['/can-i-deploy?pacticipant=web&version=2&environment=test'],
  dashboard: ['/dashboard'],
  integrations: ['/integrations', { accept: 'application/hal+json' }],
  metrics: ['/metrics'],
  'can-i-deploy-refused': ['/can-i-deploy?pacticipant=web'],
  'not-found': ['/pacticipants/nobody']
}

for (const engine of engines) {
  t.test(`the documents that clients read are as they were (${engine})`, async t => {
    let now = Date.UTC(2026, 0, 31, 8, 5, 9)
    const story = await tellStory(t, { engine, now: () => now })
    const answers: Record<string, Answer> = {}
    await tell({ ...story, answers, pass: days => (now += days * day) })
    for (const [name, [url, headers]] of Object.entries(reads)) answers[name] = await story.get(url, headers)
    const test = story.environmentId('test')
    answers.environment = await story.get(`/environments/${test}`)
    answers['deployed-versions'] = await story.get(`/environments/${test}/deployed-versions/currently-deployed?pacticipant=api`)
    const production = story.environmentId('production')
    answers['released-versions'] = await story.get(`/environments/${production}/released-versions/currently-supported`)
    answers['pacts-for-verification'] = await story.request('POST', '/pacts/provider/api/for-verification', {
      consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
      providerVersionBranch: 'main',
      includePendingStatus: true
    })

    for (const [name, answer] of Object.entries(answers)) {
      const file = new URL(`${name}.json`, folder)
      const shown = { status: answer.status, type: answer.headers['content-type'], body: normalised(answer.text) }
      if (isWriting && engine === 'sqlite') writeFileSync(file, `${JSON.stringify(shown, null, 2)}\n`)
      t.strictSame(shown, JSON.parse(readFileSync(file, 'utf8')), name)
    }
  })
}

/** UUIDs are numbered as they come, tokens are opaque. */
function normalised(text: string): unknown {
  const uuids = new Map<string, string>()
  const numbered = text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, uuid => {
    if (!uuids.has(uuid)) uuids.set(uuid, `uuid-${uuids.size + 1}`)
    return uuids.get(uuid) as string
  })
  return JSON.parse(numbered.replace(/\/metadata\/[\w-]+/g, '/metadata/TOKEN'))
}
