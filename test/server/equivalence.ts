import t, { type Test } from 'tap'
import { type Engine, forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

async function setting(t: Test, engine: Engine = 'sqlite') {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  const is = (name: string, version: string, identity: object) =>
    story.request('PATCH', `/pacticipants/${name}/versions/${version}`, identity)
  const reasons = async (name: string, version: string) => {
    const { verdict } = await story.canIDeploy(name, version, 'production')
    return verdict.reasons.map(({ code, sentence }: { code: string; sentence: string }) => [code, sentence])
  }
  return { ...story, is, reasons }
}

await forEachEngine(t, 'what was verified as one version counts for the same artifact as another', async (t, engine) => {
  const { published, verified, deployed, is, reasons, branched, canIDeploy } = await setting(t, engine)
  await published('web', '1', { api: 1 })
  await branched('api', '9', 'main')
  await deployed('api', '9', 'production')
  await verified('web', '1', 'api', '8')
  const codes = async () => (await reasons('web', '1')).map(([code]: [string]) => code)
  t.same(await codes(), ['not-verified-with-live-version'])
  await is('api', '9', { artifactDigest: 'sha256:a' })
  await is('api', '8', { artifactDigest: 'sha256:a' })
  await is('web', '1', { artifactDigest: 'sha256:a' })
  t.same(await reasons('web', '1'), [
    ['verified-by-equivalent', 'The contract of web 1 with api 9 is verified, by the result of 8, which has the same artifact.']
  ])
  const answer = await canIDeploy('web', '1', 'production')
  t.match(answer, { summary: { deployable: true, success: 1 }, verdict: { answer: 'yes', alone: 'yes' } })
  const [row] = answer.matrix
  t.equal(row.provider.version.number, '9')
  t.match(row.verificationResult._links.self.href, /verification-results\/1$/)
  t.same(row.notes, ['equivalent, by the result of 8, which has the same artifact'])
  t.match(answer.verdict.reasons[0], { equivalent: { version: '8', same: 'artifact' }, evidence: /verification-results\/1$/ })
  await deployed('web', '1', 'production')
  t.same(await reasons('api', '9'), await reasons('web', '1'))

  await is('api', '7', { artifactDigest: 'sha256:a' })
  await verified('web', '1', 'api', '7', false)
  t.same(await reasons('web', '1'), [
    [
      'verification-failed',
      'The verification of the contract of web 1 with api 9 failed, by the result of 7, which has the same artifact.'
    ]
  ])
  await verified('web', '1', 'api', '8')
  t.same(await codes(), ['verified-by-equivalent'], 'the newest counts')
  await verified('web', '1', 'api', '9', false)
  t.same(await codes(), ['verification-failed'], 'its own result always does')
})

await forEachEngine(t, 'the same source is the same version where a policy says so', async (t, engine) => {
  const { published, verified, deployed, is, reasons, must } = await setting(t, engine)
  await published('web', '1', { api: 1 })
  await verified('web', '1', 'api', '8')
  await is('api', '8', { sourceFingerprint: 'git:1' })
  await is('api', '9', { sourceFingerprint: 'git:1', artifactDigest: 'sha256:b' })
  await deployed('api', '9', 'production')
  const codes = async () => (await reasons('web', '1')).map(([code]: [string]) => code)
  t.same(await codes(), ['not-verified-with-live-version'])
  const policy = { kind: 'equivalence', rule: 'source-fingerprint', reason: 'builds are reproducible', provider: 'api' }
  await must([201], 'PUT', '/policies', policy)
  t.same(await reasons('web', '1'), [
    [
      'verified-by-equivalent',
      'The contract of web 1 with api 9 is verified, by the result of 8, which is made from the same source.'
    ]
  ])
  await is('api', '7', { artifactDigest: 'sha256:b' })
  await verified('web', '1', 'api', '7', false)
  t.same(await codes(), ['verification-failed'], 'of both kinds the newest counts')
  await must([201], 'PUT', '/policies', { ...policy, consumer: 'web', rule: 'artifact-digest' })
  await must([400], 'PUT', '/policies', { ...policy, rule: 'tests' })
})

t.test('what a version is, is said once, whoever says it', async t => {
  const { published, is, get, request, environmentId, must, branched } = await setting(t)
  await published('web', '1', { api: 1 }, { artifactDigest: 'sha256:a' } as object)
  const version = async () => (await get('/pacticipants/web/versions/1')).body
  t.match(await version(), { artifactDigest: 'sha256:a' })
  t.equal((await is('web', '1', { artifactDigest: 'sha256:a', sourceFingerprint: 'git:1' })).status, 200)
  const refused = await is('web', '1', { artifactDigest: 'sha256:b', sourceFingerprint: 'git:1' })
  t.equal(refused.status, 409)
  t.match(refused.text, /of web 1 is sha256:a, and cannot become sha256:b/)
  t.equal((await is('web', '1', { artifactDigest: null })).status, 200, 'which says nothing')
  await must([200], 'PUT', '/pacticipants/web/versions/1', {})
  t.match(await version(), { artifactDigest: 'sha256:a', sourceFingerprint: 'git:1' })
  for (const artifactDigest of ['', 'a\nb', 'x'.repeat(256), 7]) t.equal((await is('web', '1', { artifactDigest })).status, 400)

  const other = { artifactDigest: 'sha256:other' }
  const address = `/pacticipants/web/versions/1/deployed-versions/environment/${environmentId('production')}`
  t.equal((await request('POST', address, other)).status, 409)
  t.same((await get(`/environments/${environmentId('production')}/deployed-versions/currently-deployed`)).body._embedded, {
    deployedVersions: []
  })
  await must([201], 'POST', address, { artifactDigest: 'sha256:a' })
  await branched('api', '1', 'main')
  const pact = (await get('/pacts/provider/api/consumer/web/version/1')).body
  const results = new URL(pact._links['pb:publish-verification-results'].href).pathname
  const result = { success: true, providerApplicationVersion: '1' }
  await must([201], 'POST', results, { ...result, sourceFingerprint: 'git:2' })
  t.match((await get('/pacticipants/api/versions/1')).body, { sourceFingerprint: 'git:2' })
  t.equal((await request('POST', results, { ...result, sourceFingerprint: 'git:3' })).status, 409)
  t.equal((await request('POST', results, { ...result, sourceFingerprint: '' })).status, 400)
})
