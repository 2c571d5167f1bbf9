/** Every address the broker hands out, without its base. Names may hold any character, so each is encoded on its way in. */
export const urls = {
  applications: '/pacticipants',
  application: (name: string) => path`/pacticipants/${name}`,
  applicationsWithLabel: (label: string) => path`/pacticipants/label/${label}`,
  topics: (name: string) => path`/pacticipants/${name}/topics`,
  topic: (name: string, topic: string) => path`/pacticipants/${name}/topics/${topic}`,
  labels: '/labels',
  label: (name: string, label: string) => path`/pacticipants/${name}/labels/${label}`,
  versions: (name: string) => path`/pacticipants/${name}/versions`,
  version: (name: string, number: string) => path`/pacticipants/${name}/versions/${number}`,
  resources: (name: string, number: string) => path`/pacticipants/${name}/versions/${number}/resources`,
  declaredPolicies: (name: string, number: string) => path`/pacticipants/${name}/versions/${number}/policies`,
  latestVersion: (name: string) => path`/pacticipants/${name}/latest-version`,
  plan: (name: string, number: string, environment: string) =>
    path`/pacticipants/${name}/versions/${number}/plan/environment/${environment}`,
  branches: (name: string) => path`/pacticipants/${name}/branches`,
  expiredBranches: '/expired-branches',
  branch: (name: string, branch: string) => path`/pacticipants/${name}/branches/${branch}`,
  branchVersions: (name: string, branch: string) => path`/pacticipants/${name}/branches/${branch}/versions`,
  branchVersion: (name: string, branch: string, number: string) =>
    path`/pacticipants/${name}/branches/${branch}/versions/${number}`,
  latestBranchVersion: (name: string, branch: string) => path`/pacticipants/${name}/branches/${branch}/latest-version`,
  tag: (name: string, number: string, tag: string) => path`/pacticipants/${name}/versions/${number}/tags/${tag}`,
  tagVersions: (name: string, tag: string) => path`/pacticipants/${name}/tags/${tag}/versions`,

  environments: '/environments',
  environment: (uuid: string) => path`/environments/${uuid}`,
  environmentCheck: (uuid: string) => path`/environments/${uuid}/check`,
  missing: (uuid: string) => path`/environments/${uuid}/missing`,
  canIRollBack: (name: string, environment: string) => path`/pacticipants/${name}/can-i-rollback/environment/${environment}`,
  canIUndeploy: (name: string, number: string, environment: string) =>
    path`/pacticipants/${name}/versions/${number}/can-i-undeploy/environment/${environment}`,
  environmentResources: (uuid: string) => path`/environments/${uuid}/resources`,
  environmentVersions: (name: string, uuid: string) => path`/pacticipants/${name}/environments/${uuid}/versions`,
  deployedVersions: (name: string, number: string, environment: string) =>
    path`/pacticipants/${name}/versions/${number}/deployed-versions/environment/${environment}`,
  releasedVersions: (name: string, number: string, environment: string) =>
    path`/pacticipants/${name}/versions/${number}/released-versions/environment/${environment}`,
  deployedVersion: (uuid: string) => path`/deployed-versions/${uuid}`,
  releasedVersion: (uuid: string) => path`/released-versions/${uuid}`,
  rollouts: (name: string, number: string, environment: string) =>
    path`/pacticipants/${name}/versions/${number}/rollouts/environment/${environment}`,
  rollout: (uuid: string) => path`/rollouts/${uuid}`,
  finishRollout: (uuid: string) => path`/rollouts/${uuid}/finish`,
  abortRollout: (uuid: string) => path`/rollouts/${uuid}/abort`,
  currentRollouts: (environment: string) => path`/environments/${environment}/rollouts`,
  reserve: (name: string, number: string, environment: string) =>
    path`/pacticipants/${name}/versions/${number}/reservations/environment/${environment}`,
  reservation: (uuid: string) => path`/reservations/${uuid}`,
  reservations: (environment: string) => path`/environments/${environment}/reservations`,
  currentlyDeployed: (environment: string) => path`/environments/${environment}/deployed-versions/currently-deployed`,
  currentlySupported: (environment: string) => path`/environments/${environment}/released-versions/currently-supported`,

  publishContracts: '/contracts/publish',
  publishTogether: '/contracts/publish-together',
  latestPacts: '/pacts/latest',
  providerPacts: (provider: string) => path`/pacts/provider/${provider}`,
  pactsForVerification: (provider: string) => path`/pacts/provider/${provider}/for-verification`,
  pair: (provider: string, consumer: string) => path`/pacts/provider/${provider}/consumer/${consumer}`,
  pact: (provider: string, consumer: string, number: string) =>
    path`/pacts/provider/${provider}/consumer/${consumer}/version/${number}`,
  pacts: (provider: string, consumer: string) => path`/pacts/provider/${provider}/consumer/${consumer}/versions`,
  latestPact: (provider: string, consumer: string) => path`/pacts/provider/${provider}/consumer/${consumer}/latest`,
  latestTaggedPact: (provider: string, consumer: string, tag: string) =>
    path`/pacts/provider/${provider}/consumer/${consumer}/latest/${tag}`,
  latestUntaggedPact: (provider: string, consumer: string) =>
    path`/pacts/provider/${provider}/consumer/${consumer}/latest-untagged`,
  previousDistinctPact: (provider: string, consumer: string, number: string) =>
    `${urls.pact(provider, consumer, number)}/previous-distinct`,
  pactDifference: (provider: string, consumer: string, number: string) =>
    `${urls.pact(provider, consumer, number)}/diff/previous-distinct`,
  contractDifference: (provider: string, consumer: string, sha: string) =>
    `${urls.contract(provider, consumer, sha)}/diff/pact-version`,
  versionDifference: (provider: string, consumer: string, number: string, other: string) =>
    `${urls.pact(provider, consumer, number)}/diff/version/${encodeName(other)}`,
  providerStates: (provider: string) => path`/pacts/provider/${provider}/provider-states`,
  pactTriggeredWebhooks: (provider: string, consumer: string, number: string) =>
    `${urls.pact(provider, consumer, number)}/triggered-webhooks`,
  verificationTriggeredWebhooks: (provider: string, consumer: string, sha: string, number: number) =>
    `${urls.verification(provider, consumer, sha, number)}/triggered-webhooks`,
  contract: (provider: string, consumer: string, sha: string, token?: string) =>
    path`/pacts/provider/${provider}/consumer/${consumer}/pact-version/${sha}` + metadata(token),
  verifications: (provider: string, consumer: string, sha: string, token?: string) =>
    `${urls.contract(provider, consumer, sha, token)}/verification-results`,
  verification: (provider: string, consumer: string, sha: string, number: number, token?: string) =>
    `${urls.verifications(provider, consumer, sha, token)}/${number}`,
  latestVerification: (provider: string, consumer: string, sha: string) =>
    `${urls.verifications(provider, consumer, sha)}/latest`,
  consumerVerifications: (consumer: string, number: string) =>
    path`/verification-results/consumer/${consumer}/version/${number}/latest`,
  webhooks: '/webhooks',
  webhook: (uuid: string) => path`/webhooks/${uuid}`,
  executeWebhook: (uuid: string) => path`/webhooks/${uuid}/execute`,
  executeUnsavedWebhook: '/webhooks/execute',
  webhookSigningSecret: (uuid: string) => path`/webhooks/${uuid}/signing-secret`,
  providerWebhooks: (provider: string) => path`/webhooks/provider/${provider}`,
  deadLetters: '/webhooks/dead-letters',
  replayDeadLetters: '/webhooks/dead-letters/replay',
  triggeredWebhook: (uuid: string) => path`/triggered-webhooks/${uuid}`,
  triggeredWebhookLogs: (uuid: string) => path`/triggered-webhooks/${uuid}/logs`,
  replayTriggeredWebhook: (uuid: string) => path`/triggered-webhooks/${uuid}/replay`,
  pairWebhooks: (provider: string, consumer: string) => path`/webhooks/provider/${provider}/consumer/${consumer}`,
  webhookStatus: (provider: string, consumer: string) => `${urls.pair(provider, consumer)}/webhooks/status`,
  consumerWebhooks: (consumer: string) => path`/webhooks/consumer/${consumer}`,

  comparison: (id: number) => `/comparisons/${id}`,
  compareAgain: (id: number) => `${urls.comparison(id)}/compare-again`,
  contractComparisons: (provider: string, consumer: string, sha: string) =>
    `${urls.contract(provider, consumer, sha)}/comparisons`,
  versionComparisons: (name: string, number: string) => `${urls.version(name, number)}/comparisons`,
  publishProviderContracts: (provider: string) => path`/provider-contracts/provider/${provider}/publish`,
  providerContracts: (provider: string, number: string) => path`/provider-contracts/provider/${provider}/version/${number}`,
  providerContract: (provider: string, number: string, name: string) =>
    path`/provider-contracts/provider/${provider}/version/${number}/name/${name}`,
  providerDocument: (provider: string, number: string, name: string) =>
    `${urls.providerContract(provider, number, name)}/document`,
  selfVerificationReport: (provider: string, number: string, name: string) =>
    `${urls.providerContract(provider, number, name)}/self-verification-report`,
  latestProviderContracts: (provider: string) => path`/provider-contracts/provider/${provider}/latest`,

  versionVerdicts: (name: string, number: string) => path`/pacticipants/${name}/versions/${number}/verdicts`,
  environmentVerdicts: (uuid: string) => path`/environments/${uuid}/verdicts`,
  recordedVerdict: (uuid: string) => path`/verdicts/${uuid}`,
  replayVerdict: (uuid: string) => path`/verdicts/${uuid}/replay`,
  autonomy: (uuid: string) => path`/environments/${uuid}/autonomy`,
  autonomyOfLog: '/autonomy',

  dashboard: '/dashboard',
  pairDashboard: (provider: string, consumer: string) => path`/dashboard/provider/${provider}/consumer/${consumer}`,
  integrations: '/integrations',
  integration: (provider: string, consumer: string) => path`/integrations/provider/${provider}/consumer/${consumer}`,
  group: (application: string) => path`/groups/${application}`,
  relationships: '/relationships',
  metrics: '/metrics',
  matrix: '/matrix',
  pairMatrix: (provider: string, consumer: string) => path`/matrix/provider/${provider}/consumer/${consumer}`,
  matrixForConsumerVersion: (consumer: string, number: string) =>
    path`/matrix?q%5B%5D%5Bpacticipant%5D=${consumer}&q%5B%5D%5Bversion%5D=${number}&latestby=cvpv`,
  canIDeploy: '/can-i-deploy',
  allWindows: '/windows',
  windows: (name: string) => path`/pacticipants/${name}/windows`,
  window: (name: string, element: string) => path`/pacticipants/${name}/windows/${element}`,
  usage: (name: string, element: string) => path`/pacticipants/${name}/usage?element=${element}`,
  canIRemove: (name: string, element: string) => path`/pacticipants/${name}/can-i-remove?element=${element}`,
  canIDeprecate: (name: string, element: string) => path`/pacticipants/${name}/can-i-deprecate?element=${element}`,
  policies: '/policies',
  policy: (uuid: string) => path`/policies/${uuid}`,
  policyChanges: '/policies/changes',
  changesOfPolicy: (uuid: string) => path`/policies/${uuid}/changes`,
  overrides: '/overrides',
  override: (uuid: string) => path`/overrides/${uuid}`,
  versionOverrides: (name: string, number: string, environment: string) =>
    path`/pacticipants/${name}/versions/${number}/overrides/environment/${environment}`,
  sharingExceptions: '/sharing-exceptions',
  sharingException: (uuid: string) => path`/sharing-exceptions/${uuid}`,
  heartbeat: '/diagnostic/status/heartbeat',
  dependencies: '/diagnostic/status/dependencies',

  style: '/assets/style.css',
  halBrowserScript: '/hal-browser/browser.js',
  halBrowserPage: '/hal-browser/browser.html',
  /** The page that shows the document at a path below the base. */
  halBrowser: (path: string) => `/hal-browser/browser.html#${path}`
}

const metadata = (token: string | undefined) => (token === undefined ? '' : `/metadata/${token}`)

/** Encodes every character but the unreserved ones, so that links and stored addresses compare equal. */
export function encodeName(name: string): string {
  if (/^[\w.~-]*$/.test(name)) return name
  return encodeURIComponent(name).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function path(strings: TemplateStringsArray, ...values: string[]): string {
  let text = strings[0] as string
  for (let i = 0; i < values.length; i++) text += encodeName(values[i] as string) + strings[i + 1]
  return text
}
