import t from 'tap'
import { Soloist } from '../../client/index.ts'
import { recordingBroker } from '../recording-broker.ts'

const environments = [
  { uuid: 'u-1', name: 'test', displayName: 'Test', production: false },
  { uuid: 'u-2', name: 'production', displayName: 'Production', production: true, contacts: [{ name: 'ops' }] }
]
const pact = {
  _links: {
    'pb:pact-version': { href: 'http://x/pacts/provider/api/consumer/web/pact-version/ab12', name: 'ab12' },
    'pb:publish-verification-results': {
      href: 'http://inside.test/pacts/provider/api/consumer/web/pact-version/ab12/metadata/TOKEN/verification-results'
    }
  }
}
const deployed = (uuid: string, name: string, number: string, rest: object = {}) => ({
  uuid,
  currentlyDeployed: true,
  ...rest,
  _embedded: { pacticipant: { name }, version: { number } }
})

/** What the documents in the methods' way look like. */
function reply(line: string) {
  if (line === 'GET /environments') return { body: { _embedded: { environments } } }
  if (line === 'GET /environments/u-2') return { body: environments[1] }
  if (line.includes('/consumer/web/version/7')) return { body: pact }
  if (line.includes('/currently-deployed')) {
    const deployedVersions = [
      deployed('d-1', 'web', '7'),
      deployed('d-2', 'web', '6', { target: 'blue' }),
      deployed('d-3', 'api', '1')
    ]
    return { body: { _embedded: { deployedVersions } } }
  }
  if (line.includes('/currently-supported')) {
    return { body: { _embedded: { releasedVersions: [deployed('r-1', 'web', '7'), deployed('r-2', 'web', '6')] } } }
  }
  if (line.endsWith('/rollouts')) return { body: { _embedded: { rollouts: [deployed('o-1', 'web', '7')] } } }
  if (line.includes('/reservations/environment/')) return { body: { summary: { deployable: true }, reservation: null } }
  if (line === 'GET /pacticipants/web') return { body: { name: 'web' } }
  if (line.endsWith('/logs')) return { body: { executions: [] } }
  if (line === 'GET /pacticipants/shop') return { body: { name: 'web' } }
  if (/simulate$|diff$|can-i-(remove|deprecate)\?/.test(line)) return { body: { answer: 'yes' } }
  return line.startsWith('DELETE') ? { status: 204 } : {}
}

const web = { application: 'web' }
const web7 = { application: 'web', version: '7' }
const pair = { consumer: 'web', provider: 'api' }
const pairPath = '/pacts/provider/api/consumer/web'
const webhookRequest = { method: 'POST', url: 'https://ci.example.org' }
const lookUp = 'GET /environments'

const published = (consumer: string) => `{"consumer":{"name":"${consumer}"},"provider":{"name":"api"}}`
const onTheWire = (consumer: string) => ({
  consumerName: consumer,
  providerName: 'api',
  specification: 'pact',
  contentType: 'application/json',
  content: Buffer.from(published(consumer)).toString('base64')
})

const cases: Array<[says: string, ask: (broker: Soloist) => Promise<unknown>, lines: string[], body?: object]> = [
  ['applications are listed', b => b.listApplications(), ['GET /pacticipants']],
  [
    'applications are searched, a page at a time',
    b => b.listApplications({ search: 'a&b', page: 2, size: 5 }),
    ['GET /pacticipants?q=a%26b&page=2&size=5']
  ],
  [
    'names are encoded, every character but the unreserved',
    b => b.describeApplication({ application: "a/b c!'()*%" }),
    ['GET /pacticipants/a%2Fb%20c%21%27%28%29%2A%25']
  ],
  [
    'an application is created',
    b => b.createApplication({ ...web, mainBranch: 'main' }),
    ['POST /pacticipants'],
    { name: 'web', mainBranch: 'main' }
  ],
  [
    'an application is updated',
    b => b.updateApplication({ ...web, repositoryUrl: null }),
    ['PATCH /pacticipants/web'],
    { name: 'web', repositoryUrl: null }
  ],
  ['applications are found by a label', b => b.listApplications({ label: 'core' }), ['GET /pacticipants/label/core']],
  [
    'an application is renamed',
    b => b.renameApplication({ ...web, name: 'shop' }),
    ['POST /pacticipants/web/rename'],
    { name: 'shop' }
  ],
  ['an application is retired', b => b.retireApplication(web), ['POST /pacticipants/web/retire']],
  ['an application is reinstated', b => b.reinstateApplication(web), ['POST /pacticipants/web/reinstate']],
  ['topics are listed', b => b.listTopics(web), ['GET /pacticipants/web/topics']],
  [
    'a topic gets a retention',
    b => b.setTopic({ ...web, topic: 'a/b', retention: '7d' }),
    ['PUT /pacticipants/web/topics/a%2Fb'],
    { retention: '7d' }
  ],
  ['a topic is forgotten', b => b.deleteTopic({ ...web, topic: 'a' }), ['DELETE /pacticipants/web/topics/a']],
  ['labels are listed', b => b.listLabels({ page: 2 }), ['GET /labels?page=2']],
  ['an application is labelled', b => b.addLabel({ ...web, label: 'a/b' }), ['PUT /pacticipants/web/labels/a%2Fb'], {}],
  ['a label is taken off', b => b.removeLabel({ ...web, label: 'core' }), ['DELETE /pacticipants/web/labels/core']],
  ['expired branches are listed', b => b.listExpiredBranches(), ['GET /expired-branches']],
  ['expired branches are removed', b => b.removeExpiredBranches(web), ['DELETE /expired-branches?pacticipant=web']],
  [
    'an environment is checked',
    b => b.checkEnvironment({ environment: 'test' }),
    ['GET /environments', 'GET /environments/u-1/check']
  ],
  ['an application is deleted', b => b.deleteApplication(web), ['DELETE /pacticipants/web']],
  ['a version is described', b => b.describeVersion(web7), ['GET /pacticipants/web/versions/7']],
  ['the latest version', b => b.latestVersion(web), ['GET /pacticipants/web/latest-version']],
  ['the latest version with a tag', b => b.latestVersion({ ...web, tag: 'prod' }), ['GET /pacticipants/web/latest-version/prod']],
  [
    'the latest version of a branch',
    b => b.latestVersion({ ...web, branch: 'feat/x' }),
    ['GET /pacticipants/web/branches/feat%2Fx/latest-version']
  ],
  [
    'versions of a branch',
    b => b.listVersions({ ...web, branch: 'main', page: 1 }),
    ['GET /pacticipants/web/branches/main/versions?page=1']
  ],
  ['versions with a tag', b => b.listVersions({ ...web, tag: 'prod' }), ['GET /pacticipants/web/tags/prod/versions']],
  ['all versions', b => b.listVersions(web), ['GET /pacticipants/web/versions']],
  [
    'a version gets its branch before its tags',
    b => b.createOrUpdateVersion({ ...web7, branch: 'main', tags: ['a', 'b'], buildUrl: 'https://ci/7' }),
    [
      'PUT /pacticipants/web/branches/main/versions/7',
      'PUT /pacticipants/web/versions/7/tags/a',
      'PUT /pacticipants/web/versions/7/tags/b',
      'PATCH /pacticipants/web/versions/7'
    ],
    { buildUrl: 'https://ci/7' }
  ],
  ['a version is deleted', b => b.deleteVersion(web7), ['DELETE /pacticipants/web/versions/7']],
  [
    'a version is put on a branch',
    b => b.putOnBranch({ ...web7, branch: 'main' }),
    ['PUT /pacticipants/web/branches/main/versions/7'],
    {}
  ],
  [
    'a version is taken off a branch',
    b => b.takeOffBranch({ ...web7, branch: 'main' }),
    ['DELETE /pacticipants/web/branches/main/versions/7']
  ],
  ['a version is tagged', b => b.tag({ ...web7, tag: 'x y' }), ['PUT /pacticipants/web/versions/7/tags/x%20y'], {}],
  ['a tag is taken off', b => b.untag({ ...web7, tag: 'x' }), ['DELETE /pacticipants/web/versions/7/tags/x']],
  ['a branch is described', b => b.describeBranch({ ...web, branch: 'main' }), ['GET /pacticipants/web/branches/main']],
  ['a branch is deleted', b => b.deleteBranch({ ...web, branch: 'main' }), ['DELETE /pacticipants/web/branches/main']],
  [
    'branches are deleted but some',
    b => b.deleteBranches({ ...web, exclude: ['a', 'b'] }),
    ['DELETE /pacticipants/web/branches?exclude%5B%5D=a&exclude%5B%5D=b']
  ],
  ['the pact of a version', b => b.readPact({ ...pair, version: '7' }), [`GET ${pairPath}/version/7`]],
  ['a pact by its content', b => b.readPact({ ...pair, sha: 'ab12' }), [`GET ${pairPath}/pact-version/ab12`]],
  ['the latest pact', b => b.readPact(pair), [`GET ${pairPath}/latest`]],
  ['the latest pact with a tag', b => b.readPact({ ...pair, tag: 'prod' }), [`GET ${pairPath}/latest/prod`]],
  ['the latest pact of a branch', b => b.readPact({ ...pair, branch: 'feat/x' }), [`GET ${pairPath}/branch/feat%2Fx/latest`]],
  ['a pact is deleted', b => b.deletePact({ ...pair, version: '8' }), [`DELETE ${pairPath}/version/8`]],
  ['the latest pacts of all', b => b.latestPacts(), ['GET /pacts/latest']],
  [
    'what a version changed',
    b => b.diffContracts({ ...pair, version: '8' }),
    [`GET ${pairPath}/version/8/diff/previous-distinct`]
  ],
  [
    'what differs between two versions',
    b => b.diffContracts({ ...pair, version: '8', otherVersion: 'a/b' }),
    [`GET ${pairPath}/version/8/diff/version/a%2Fb`]
  ],
  [
    'what differs between two contents',
    b => b.diffContracts({ ...pair, sha: 'a', otherSha: 'b' }),
    [`GET ${pairPath}/pact-version/a/diff/pact-version/b`]
  ],
  ['the states of main branches', b => b.providerStates({ provider: 'api' }), ['GET /pacts/provider/api/provider-states']],
  [
    'the states of a branch',
    b => b.providerStates({ provider: 'api', branch: 'feat/x' }),
    ['GET /pacts/provider/api/provider-states/branch/feat%2Fx']
  ],
  [
    'the states of what runs in an environment',
    b => b.providerStates({ provider: 'api', environment: 'test' }),
    ['GET /pacts/provider/api/provider-states/environment/test']
  ],
  ["a provider's pacts", b => b.providerPacts({ provider: 'api' }), ['GET /pacts/provider/api']],
  [
    "a provider's latest pacts of a branch",
    b => b.providerPacts({ provider: 'api', branch: 'x', latest: true }),
    ['GET /pacts/provider/api/branch/x/latest']
  ],
  [
    "a provider's latest pacts with a tag",
    b => b.providerPacts({ provider: 'api', tag: 'x', latest: true }),
    ['GET /pacts/provider/api/latest/x']
  ],
  ["a provider's pacts with a tag", b => b.providerPacts({ provider: 'api', tag: 'x' }), ['GET /pacts/provider/api/tag/x']],
  [
    'pacts for verification, by selectors',
    b =>
      b.pactsForVerification({ provider: 'api', consumerVersionSelectors: [{ mainBranch: true }], includePendingStatus: true }),
    ['POST /pacts/provider/api/for-verification'],
    { consumerVersionSelectors: [{ mainBranch: true }], includePendingStatus: true }
  ],
  [
    'a result for what a consumer version published',
    b => b.recordVerification({ ...pair, consumerVersion: '7', providerVersion: '5', success: true }),
    [`GET ${pairPath}/version/7`, `POST ${pairPath}/pact-version/ab12/verification-results`],
    { success: true, providerApplicationVersion: '5' }
  ],
  [
    'a result for a pact as it was chosen for verification; the host of its link is not followed',
    b => b.recordVerification({ provider: 'api', pact, providerVersion: '5', success: false, branch: 'main', tags: ['t'] }),
    [
      'PUT /pacticipants/api/branches/main/versions/5',
      'PUT /pacticipants/api/versions/5/tags/t',
      `POST ${pairPath}/pact-version/ab12/metadata/TOKEN/verification-results`
    ],
    { success: false, providerApplicationVersion: '5' }
  ],
  [
    'the latest result',
    b => b.readVerification({ ...pair, sha: 'ab12' }),
    [`GET ${pairPath}/pact-version/ab12/verification-results/latest`]
  ],
  [
    'a result by its number',
    b => b.readVerification({ ...pair, sha: 'ab12', number: 3 }),
    [`GET ${pairPath}/pact-version/ab12/verification-results/3`]
  ],
  [
    'all results of a consumer version',
    b => b.consumerVerifications({ consumer: 'web', version: '7' }),
    ['GET /verification-results/consumer/web/version/7/latest']
  ],
  [
    'an environment is created',
    b => b.createEnvironment({ name: 'qa', production: false }),
    ['POST /environments'],
    { name: 'qa', production: false }
  ],
  [
    'an environment is described by name',
    b => b.describeEnvironment({ environment: 'production' }),
    [lookUp, 'GET /environments/u-2']
  ],
  ['an environment is described by uuid', b => b.describeEnvironment({ environment: 'u-2' }), [lookUp, 'GET /environments/u-2']],
  [
    'an environment keeps what is not updated',
    b => b.updateEnvironment({ environment: 'production', displayName: 'Live', name: undefined }),
    [lookUp, 'GET /environments/u-2', 'PUT /environments/u-2'],
    { name: 'production', displayName: 'Live', production: true, contacts: [{ name: 'ops' }] }
  ],
  ['an environment is deleted', b => b.deleteEnvironment({ environment: 'test' }), [lookUp, 'DELETE /environments/u-1']],
  [
    'a deployment',
    b => b.recordDeployment({ ...web7, environment: 'test' }),
    [lookUp, 'POST /pacticipants/web/versions/7/deployed-versions/environment/u-1'],
    {}
  ],
  [
    'a deployment of an instance',
    b => b.recordDeployment({ ...web7, environment: 'test', applicationInstance: 'blue' }),
    [lookUp, 'POST /pacticipants/web/versions/7/deployed-versions/environment/u-1'],
    { applicationInstance: 'blue' }
  ],
  [
    'an undeployment ends what runs without an instance only',
    b => b.recordUndeployment({ ...web, environment: 'test' }),
    [lookUp, 'GET /environments/u-1/deployed-versions/currently-deployed?pacticipant=web', 'PATCH /deployed-versions/d-1'],
    { currentlyDeployed: false }
  ],
  [
    'an undeployment of an instance',
    b => b.recordUndeployment({ ...web, environment: 'test', applicationInstance: 'blue' }),
    [lookUp, 'GET /environments/u-1/deployed-versions/currently-deployed?pacticipant=web', 'PATCH /deployed-versions/d-2']
  ],
  [
    'a rollout',
    b => b.startRollout({ ...web7, environment: 'test', lease: 60 }),
    [lookUp, 'POST /pacticipants/web/versions/7/rollouts/environment/u-1'],
    { lease: 60 }
  ],
  [
    'the end of a rollout',
    b => b.finishRollout({ ...web, environment: 'test' }),
    ['GET /pacticipants/web', lookUp, 'GET /environments/u-1/rollouts', 'POST /rollouts/o-1/finish'],
    {}
  ],
  [
    'a rollout that is taken back',
    b => b.abortRollout({ ...web7, environment: 'test' }),
    ['GET /pacticipants/web', lookUp, 'GET /environments/u-1/rollouts', 'POST /rollouts/o-1/abort'],
    {}
  ],
  [
    'how far applications go alone',
    b => b.autonomy({ environment: 'test', from: '2026-01-01' }),
    [lookUp, 'GET /environments/u-1/autonomy?from=2026-01-01']
  ],
  [
    'a plan',
    b => b.plan({ application: 'web', version: '7', environment: 'test', ignore: [{ application: 'old' }] }),
    [lookUp, 'GET /pacticipants/web/versions/7/plan/environment/u-1?ignore%5B%5D%5Bpacticipant%5D=old']
  ],
  [
    'whether a version may leave',
    b => b.canIUndeploy({ application: 'web', version: '7', environment: 'test', applicationInstance: 'blue' }),
    [lookUp, 'GET /pacticipants/web/versions/7/can-i-undeploy/environment/u-1?applicationInstance=blue']
  ],
  [
    'whether support may end',
    b => b.canIEndSupport({ application: 'web', version: '7', environment: 'test' }),
    [lookUp, 'GET /pacticipants/web/versions/7/can-i-end-support/environment/u-1']
  ],
  [
    'whether there is a way back',
    b => b.canIRollBack({ application: 'web', environment: 'test' }),
    [lookUp, 'GET /pacticipants/web/can-i-rollback/environment/u-1']
  ],
  [
    'what is not verified yet',
    b => b.missingVerifications({ environment: 'test', application: 'web' }),
    [lookUp, 'GET /environments/u-1/missing?pacticipant=web']
  ],
  [
    'the same of a log',
    b => b.autonomyOfLog({ deployments: [{ application: 'web', version: '1', at: '2026-01-01T00:00:00Z' }] }),
    ['POST /autonomy']
  ],
  ['rollouts in progress', b => b.listRollouts({ environment: 'test' }), [lookUp, 'GET /environments/u-1/rollouts']],
  [
    'a reservation',
    b => b.reserve({ ...web7, environment: 'test', lease: 60, ignore: [{ application: 'api', version: '1' }] }),
    [lookUp, 'POST /pacticipants/web/versions/7/reservations/environment/u-1'],
    { lease: 60, ignore: [{ pacticipant: 'api', version: '1' }] }
  ],
  ['reservations', b => b.listReservations({ environment: 'test' }), [lookUp, 'GET /environments/u-1/reservations']],
  ['the end of a reservation', b => b.releaseReservation({ uuid: 'h-1' }), ['DELETE /reservations/h-1']],
  [
    'a release',
    b => b.recordRelease({ ...web7, environment: 'test' }),
    [lookUp, 'POST /pacticipants/web/versions/7/released-versions/environment/u-1'],
    {}
  ],
  [
    'a release up to a day',
    b => b.recordRelease({ ...web7, environment: 'test', supportedUntil: '2030-01-31' }),
    [lookUp, 'POST /pacticipants/web/versions/7/released-versions/environment/u-1'],
    { supportedUntil: '2030-01-31' }
  ],
  [
    'an undeployment of an application by the name it had',
    b => b.recordUndeployment({ application: 'shop', environment: 'test' }),
    [
      lookUp,
      'GET /environments/u-1/deployed-versions/currently-deployed?pacticipant=shop',
      'GET /pacticipants/shop',
      'PATCH /deployed-versions/d-1'
    ]
  ],
  [
    'the end of support of one version only',
    b => b.recordSupportEnded({ ...web7, environment: 'test' }),
    [
      lookUp,
      'GET /environments/u-1/released-versions/currently-supported?pacticipant=web&version=7',
      'PATCH /released-versions/r-1'
    ],
    { currentlySupported: false }
  ],
  [
    'what is deployed',
    b => b.currentlyDeployed({ environment: 'test' }),
    [lookUp, 'GET /environments/u-1/deployed-versions/currently-deployed']
  ],
  [
    'what is supported',
    b => b.currentlySupported({ environment: 'test', ...web7 }),
    [lookUp, 'GET /environments/u-1/released-versions/currently-supported?pacticipant=web&version=7']
  ],
  [
    'pacts of several consumers are published together',
    b =>
      b.publishTogether({
        publications: [
          { version: '7', branch: 'main', pacts: [published('web')] },
          { version: '8', pacts: [published('app')] }
        ]
      }),
    ['POST /contracts/publish-together'],
    {
      publications: [
        { pacticipantName: 'web', pacticipantVersionNumber: '7', branch: 'main', contracts: [onTheWire('web')] },
        { pacticipantName: 'app', pacticipantVersionNumber: '8', contracts: [onTheWire('app')] }
      ]
    }
  ],
  [
    'an element is deprecated',
    b => b.deprecate({ provider: 'api', element: 'GET /a#request.query/b', sunset: '2030-01-01', reason: 'old' }),
    ['PUT /pacticipants/api/windows/GET%20%2Fa%23request.query%2Fb'],
    { sunset: '2030-01-01', reason: 'old' }
  ],
  [
    'and is so no more',
    b => b.withdrawDeprecation({ provider: 'api', element: 'o#M@1' }),
    ['DELETE /pacticipants/api/windows/o%23M%401']
  ],
  [
    'a window is described',
    b => b.describeWindow({ provider: 'api', element: 'o#M@1' }),
    ['GET /pacticipants/api/windows/o%23M%401']
  ],
  ['windows are listed', b => b.listWindows(), ['GET /windows']],
  [
    'those of a provider, too',
    b => b.listWindows({ provider: 'api', state: 'overdue' }),
    ['GET /pacticipants/api/windows?state=overdue']
  ],
  [
    'may an element go?',
    b => b.canIRemove({ provider: 'api', element: 'o#M@1', environment: 'production' }),
    ['GET /pacticipants/api/can-i-remove?element=o%23M%401&environment=production']
  ],
  [
    'may it be deprecated?',
    b => b.canIDeprecate({ provider: 'api', element: 'o#M@1' }),
    ['GET /pacticipants/api/can-i-deprecate?element=o%23M%401']
  ],
  [
    'a provider contract is published to the byte',
    b =>
      b.publishProviderContract({
        provider: 'api/x',
        version: '5',
        branch: 'main',
        tags: ['t'],
        buildUrl: 'http://ci/5',
        content: Buffer.from([0xff]),
        specification: 'oas',
        selfVerification: { success: true, report: 'ok', format: 'text', verifier: 'x' }
      }),
    ['POST /provider-contracts/provider/api%2Fx/publish'],
    {
      pacticipantVersionNumber: '5',
      branch: 'main',
      tags: ['t'],
      buildUrl: 'http://ci/5',
      contract: {
        content: '/w==',
        specification: 'oas',
        selfVerificationResults: { success: true, content: 'b2s=', format: 'text', verifier: 'x' }
      }
    }
  ],
  [
    'several provider contracts are published at once',
    b =>
      b.publishProviderContracts({
        provider: 'api',
        version: '5',
        documents: [{ content: 'a' }, { name: 'events', content: 'b' }]
      }),
    ['POST /provider-contracts/provider/api/publish'],
    { pacticipantVersionNumber: '5', contracts: [{ content: 'YQ==' }, { name: 'events', content: 'Yg==' }] }
  ],
  [
    'documents are simulated',
    b => b.simulateProviderContracts({ provider: 'api', documents: [{ content: 'a' }], base: '5' }),
    ['POST /provider-contracts/provider/api/simulate'],
    { contracts: [{ content: 'YQ==' }], base: '5' }
  ],
  [
    'a pact is simulated',
    b => b.simulatePact({ pact: published('web'), version: '5' }),
    [`POST ${pairPath}/simulate`],
    { content: onTheWire('web').content, version: '5' }
  ],
  [
    'documents are compared',
    b => b.diffProviderDocuments({ before: [{ content: 'a' }], after: [{ name: 'x', content: 'b' }] }),
    ['POST /provider-contracts/diff'],
    { before: { contracts: [{ content: 'YQ==' }] }, after: { contracts: [{ name: 'x', content: 'Yg==' }] } }
  ],
  [
    'users of an element are asked for',
    b => b.whoUses({ provider: 'api', element: 'GET /a#request.query/b' }),
    ['GET /pacticipants/api/usage?element=GET%20%2Fa%23request.query%2Fb']
  ],
  [
    'the provider contracts of a version',
    b => b.providerContracts({ provider: 'api', version: '5' }),
    ['GET /provider-contracts/provider/api/version/5']
  ],
  [
    'the latest provider contracts',
    b => b.providerContracts({ provider: 'api' }),
    ['GET /provider-contracts/provider/api/latest']
  ],
  [
    'the latest provider contracts of a branch',
    b => b.providerContracts({ provider: 'api', branch: 'feat/x' }),
    ['GET /provider-contracts/provider/api/branch/feat%2Fx/latest']
  ],
  [
    'the latest provider contracts of the main branch',
    b => b.providerContracts({ provider: 'api', mainBranch: true }),
    ['GET /provider-contracts/provider/api/branch/latest']
  ],
  [
    'the provider contracts that are live',
    b => b.providerContracts({ provider: 'api', environment: 'test' }),
    [lookUp, 'GET /provider-contracts/provider/api/environment/u-1']
  ],
  [
    'a provider contract is described',
    b => b.describeProviderContract({ provider: 'api', version: '5' }),
    ['GET /provider-contracts/provider/api/version/5/name/default']
  ],
  [
    'a provider contract is read as published',
    b => b.readProviderDocument({ provider: 'api', version: '5', name: 'a b' }),
    ['GET /provider-contracts/provider/api/version/5/name/a%20b/document']
  ],
  [
    'a provider contract is deleted',
    b => b.deleteProviderContract({ provider: 'api', version: '5' }),
    ['DELETE /provider-contracts/provider/api/version/5/name/default']
  ],
  ['policies are listed', b => b.listPolicies(), ['GET /policies']],
  [
    'a policy is set',
    b => b.setPolicy({ kind: 'provider-not-deployed', rule: 'external', provider: 'bank', reason: 'not ours' }),
    ['PUT /policies'],
    { kind: 'provider-not-deployed', rule: 'external', provider: 'bank', reason: 'not ours' }
  ],
  [
    'resources are declared',
    b => b.declareResources({ ...web7, resources: [{ path: 'db', access: 'owns' }] }),
    ['PUT /pacticipants/web/versions/7/resources'],
    { resources: [{ path: 'db', access: 'owns' }] }
  ],
  ['resources are shown', b => b.getResources(web7), ['GET /pacticipants/web/versions/7/resources']],
  ['those of an environment', b => b.listResources({ environment: 'production' }), [lookUp, 'GET /environments/u-2/resources']],
  [
    'sharing is allowed',
    b => b.allowSharing({ path: 'db', applications: ['web', 'api'], until: '2026-01-31', reason: 'because' }),
    ['PUT /sharing-exceptions'],
    { path: 'db', applications: ['web', 'api'], until: '2026-01-31', reason: 'because' }
  ],
  [
    'a repository makes the verdict stricter',
    b => b.declarePolicies({ ...web7, policies: [{ kind: 'evidence', rule: 'both' }] }),
    ['PUT /pacticipants/web/versions/7/policies'],
    { policies: [{ kind: 'evidence', rule: 'both' }] }
  ],
  ['what it says is shown', b => b.getDeclaredPolicies(web7), ['GET /pacticipants/web/versions/7/policies']],
  ['topics are listed', b => b.listTopics(web), ['GET /pacticipants/web/topics']],
  [
    'a topic is set',
    b => b.setTopic({ ...web, topic: 'orders/placed', retention: '7d' }),
    ['PUT /pacticipants/web/topics/orders%2Fplaced'],
    { retention: '7d' }
  ],
  ['a topic is deleted', b => b.deleteTopic({ ...web, topic: 'x' }), ['DELETE /pacticipants/web/topics/x']],
  ['exceptions are listed', b => b.listSharingExceptions(), ['GET /sharing-exceptions']],
  ['an exception is deleted', b => b.deleteSharingException({ uuid: 'e-1' }), ['DELETE /sharing-exceptions/e-1']],
  ['a policy is deleted', b => b.deletePolicy({ uuid: 'p-1' }), ['DELETE /policies/p-1']],
  ['with a reason', b => b.deletePolicy({ uuid: 'p-1', reason: 'not needed' }), ['DELETE /policies/p-1?reason=not%20needed']],
  [
    'somebody answers for a deployment',
    b => b.override({ application: 'web', version: '7', environment: 'test', by: 'ann', reason: 'down' }),
    [lookUp, 'POST /pacticipants/web/versions/7/overrides/environment/u-1'],
    { by: 'ann', reason: 'down' }
  ],
  ['overrides are listed', b => b.listOverrides({ size: 5 }), ['GET /overrides?size=5']],
  ['an override is described', b => b.describeOverride({ uuid: 'o-1' }), ['GET /overrides/o-1']],
  ['an override is revoked', b => b.revokeOverride({ uuid: 'o-1', reason: 'done' }), ['DELETE /overrides/o-1?reason=done']],
  ['changes of policies are listed', b => b.listPolicyChanges(), ['GET /policies/changes']],
  ['changes of a policy, too', b => b.listPolicyChanges({ uuid: 'p-1', size: 5 }), ['GET /policies/p-1/changes?size=5']],
  [
    'a webhook is created',
    b => b.createWebhook({ request: webhookRequest, consumer: { name: 'web' }, events: ['contract_published'] }),
    ['POST /webhooks'],
    { request: webhookRequest, consumer: { name: 'web' }, events: [{ name: 'contract_published' }] }
  ],
  [
    'a webhook under a uuid of its own',
    b => b.createOrUpdateWebhook({ uuid: 'w-1', request: webhookRequest }),
    ['PUT /webhooks/w-1'],
    { request: webhookRequest }
  ],
  ['all webhooks', b => b.listWebhooks(), ['GET /webhooks']],
  ['the webhooks of a pair', b => b.listWebhooks(pair), ['GET /webhooks/provider/api/consumer/web']],
  ['the webhooks of a consumer', b => b.listWebhooks({ consumer: 'web' }), ['GET /webhooks/consumer/web']],
  ['a webhook is described', b => b.describeWebhook({ uuid: 'w-1' }), ['GET /webhooks/w-1']],
  ['a webhook is deleted', b => b.deleteWebhook({ uuid: 'w-1' }), ['DELETE /webhooks/w-1']],
  ['a webhook is tested', b => b.testWebhook({ uuid: 'w-1' }), ['POST /webhooks/w-1/execute'], {}],
  ['a webhook gets a new secret', b => b.renewWebhookSecret({ uuid: 'w-1' }), ['POST /webhooks/w-1/signing-secret'], {}],
  [
    'what a pact triggered',
    b => b.triggeredWebhooks({ ...pair, version: '8' }),
    [`GET ${pairPath}/version/8/triggered-webhooks`]
  ],
  ['the log of a call', b => b.triggeredWebhookLogs({ uuid: 't-1' }), ['GET /triggered-webhooks/t-1/logs']],
  ['the dead letters', b => b.listDeadLetters({ page: 2 }), ['GET /webhooks/dead-letters?page=2']],
  ['a call is replayed', b => b.replayWebhook({ uuid: 't-1' }), ['POST /triggered-webhooks/t-1/replay'], {}],
  ['all dead letters are replayed', b => b.replayDeadLetters(), ['POST /webhooks/dead-letters/replay'], {}],
  ['a comparison', b => b.describeComparison({ id: 7 }), ['GET /comparisons/7']],
  ['a comparison is made again', b => b.compareAgain({ id: 7 }), ['POST /comparisons/7/compare-again']],
  [
    'comparisons of what a version offers',
    b => b.listComparisons({ provider: 'api', providerVersion: '5' }),
    ['GET /pacticipants/api/versions/5/comparisons']
  ],
  [
    'comparisons of a contract',
    b => b.listComparisons({ ...pair, consumerVersion: '7' }),
    ['GET /pacts/provider/api/consumer/web/version/7', 'GET /pacts/provider/api/consumer/web/pact-version/ab12/comparisons']
  ],
  ['the verdicts on a version', b => b.listVerdicts({ ...web7, page: 2 }), ['GET /pacticipants/web/versions/7/verdicts?page=2']],
  [
    'the verdicts of an environment',
    b => b.listVerdicts({ environment: 'test' }),
    ['GET /environments', 'GET /environments/u-1/verdicts']
  ],
  ['a verdict', b => b.describeVerdict({ uuid: 'v-1' }), ['GET /verdicts/v-1']],
  ['a verdict anew', b => b.replayVerdict({ uuid: 'v-1' }), ['GET /verdicts/v-1/replay']],
  [
    'the autonomy of an environment',
    b => b.autonomy({ environment: 'test', from: '2026-01-01', to: '2026-01-31' }),
    ['GET /environments', 'GET /environments/u-1/autonomy?from=2026-01-01&to=2026-01-31']
  ],
  [
    'the same in words',
    b => b.autonomyText({ environment: 'test' }, 'markdown'),
    ['GET /environments', 'GET /environments/u-1/autonomy']
  ],
  ['the autonomy of a log', b => b.autonomyOfLog({ csv: 'application,at' }), ['POST /autonomy'], { csv: 'application,at' }],
  ['the heartbeat', b => b.heartbeat(), ['GET /diagnostic/status/heartbeat']],
  ['the index', b => b.index(), ['GET /']],
  ['the dashboard', b => b.dashboard(), ['GET /dashboard']],
  [
    'a page of the dashboard of two applications',
    b => b.dashboard({ ...pair, page: 2, size: 5 }),
    ['GET /dashboard/provider/api/consumer/web?page=2&size=5']
  ],
  ['integrations', b => b.listIntegrations({ search: 'a b', page: 1 }), ['GET /integrations?q=a%20b&page=1']],
  ['the end of an integration', b => b.deleteIntegration(pair), ['DELETE /integrations/provider/api/consumer/web']],
  ['metrics', b => b.metrics(), ['GET /metrics']],
  ['what the broker depends on', b => b.dependencies(), ['GET /diagnostic/status/dependencies']]
]

for (const [says, ask, lines, body] of cases) {
  t.test(`the library asks for ${says}`, async t => {
    const broker = await recordingBroker(t, reply)
    await ask(new Soloist({ baseUrl: broker.baseUrl }))
    t.same(broker.lines(), lines)
    const last = broker.recorded.at(-1)
    if (body !== undefined) t.same(last?.body, body)
    const type = last?.line.startsWith('PATCH') ? 'application/merge-patch+json' : 'application/json'
    if (last?.body !== undefined) t.equal(last.headers['content-type'], type)
  })
}

t.test('every method is tried', async t => {
  const source = cases.map(([, ask]) => String(ask)).join()
  const elsewhere = [
    'apply',
    'baseUrl',
    'canIDeploy',
    'canIMerge',
    'matrix',
    'publishContracts',
    'readPactText',
    'listBranches',
    'listEnvironments'
  ]
  const methods = Object.keys(new Soloist({ baseUrl: 'http://broker.test' }))
  t.same(
    methods.filter(name => !elsewhere.includes(name) && !source.includes(`.${name}(`)),
    []
  )
})

t.test('the pages of a list of branches are joined', async t => {
  const branch = (name: string) => ({ _embedded: { branches: [{ name }] }, _links: { 'pb:branches': [{ name }], next: {} } })
  const { baseUrl, lines } = await recordingBroker(t, line => ({
    body: { ...branch(line.includes('page=2') ? 'b' : 'a'), page: { number: 1, size: 1, totalElements: 2, totalPages: 2 } }
  }))
  const list = await new Soloist({ baseUrl }).listBranches({ application: 'web' })
  t.same(list, {
    _embedded: { branches: [{ name: 'a' }, { name: 'b' }] },
    _links: { 'pb:branches': [{ name: 'a' }, { name: 'b' }] }
  })
  t.same(lines(), ['GET /pacticipants/web/branches', 'GET /pacticipants/web/branches?page=2&size=1'])
})

t.test('an unknown environment is told with those that are known', async t => {
  const { baseUrl } = await recordingBroker(t, reply)
  const asking = new Soloist({ baseUrl }).recordDeployment({ ...web7, environment: 'prod' })
  await t.rejects(asking, { code: 'not-found', message: /No environment is named prod .*Known: test, production\./ })
})

t.test('what does not make sense of provider contracts is refused before anything is sent', async t => {
  const { baseUrl, lines } = await recordingBroker(t, reply)
  const broker = new Soloist({ baseUrl })
  const wrong = { code: 'asked-wrongly' }
  await t.rejects(broker.providerContracts({ provider: 'api', version: '5', branch: 'main' }), wrong)
  await t.rejects(broker.publishProviderContracts({ provider: 'api', version: '5', documents: [{} as { content: string }] }), {
    ...wrong,
    message: /content is missing/
  })
  const unsaid = { verifier: 'x' } as unknown as { success: boolean }
  await t.rejects(broker.publishProviderContract({ provider: 'api', version: '5', content: 'a', selfVerification: unsaid }), {
    ...wrong,
    message: /success is missing/
  })
  t.same(lines(), [])
})

t.test('what is not deployed cannot be undeployed', async t => {
  const { baseUrl, lines } = await recordingBroker(t, reply)
  const broker = new Soloist({ baseUrl })
  const asking = broker.recordUndeployment({ ...web, environment: 'test', applicationInstance: 'green' })
  await t.rejects(asking, { code: 'not-found', message: /as instance green\. It is deployed there: without an instance, blue/ })
  await t.rejects(broker.recordSupportEnded({ ...web, version: '8', environment: 'test' }), { code: 'not-found' })
  t.notOk(lines().some(line => line.startsWith('PATCH')))
})

t.test('the dashboard of one side only does not exist', async t => {
  const broker = new Soloist({ baseUrl: 'http://broker.test' })
  await t.rejects(broker.dashboard({ consumer: 'web' }), { code: 'asked-wrongly', message: 'provider is missing.' })
})
