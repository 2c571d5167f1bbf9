import type { Parameters } from './template.ts'

/** What is known when a call is made. What there is none of is empty. */
export interface CallFacts {
  event: string
  consumer: string
  consumerVersion: string
  consumerBranch: string
  consumerTags: readonly string[]
  consumerLabels: readonly string[]
  provider: string
  providerVersion: string
  providerBranch: string
  providerTags: readonly string[]
  providerLabels: readonly string[]
  /** Why this provider version needs the contract verified. */
  providerDescriptions: readonly string[]
  pactUrl: string
  verificationUrl: string
  /** Empty unless a comparison was made. */
  comparisonUrl: string
  /** Empty unless an override was made. */
  overrideUrl: string
  /** Empty unless it is about an environment. */
  environment: string
  /** Empty unless it is about a window. */
  element: string
  elementSunset: string
  windowUrl: string
  /** Of the verification that was published, or of the newest one of the contract; undefined when there is none. */
  verified: boolean | undefined
  buildUrl: string
}

/** How the forges say it: passed, failed, not known yet. */
const statuses = {
  githubVerificationStatus: ['success', 'failure', 'pending'],
  bitbucketVerificationStatus: ['SUCCESSFUL', 'FAILED', 'INPROGRESS'],
  azureDevOpsVerificationStatus: ['succeeded', 'failed', 'pending'],
  gitlabVerificationStatus: ['success', 'failed', 'pending']
} as const

/** The template parameters. Reference 4.4. */
export function parametersOf(facts: CallFacts): Parameters {
  const status = facts.verified === undefined ? 2 : facts.verified ? 0 : 1
  return {
    consumerName: facts.consumer,
    providerName: facts.provider,
    consumerVersionNumber: facts.consumerVersion,
    providerVersionNumber: facts.providerVersion,
    consumerVersionTags: facts.consumerTags.join(', '),
    providerVersionTags: facts.providerTags.join(', '),
    consumerVersionBranch: facts.consumerBranch,
    providerVersionBranch: facts.providerBranch,
    providerVersionDescriptions: facts.providerDescriptions.join(', '),
    consumerLabels: facts.consumerLabels.join(', '),
    providerLabels: facts.providerLabels.join(', '),
    pactUrl: facts.pactUrl,
    verificationResultUrl: facts.verificationUrl,
    comparisonUrl: facts.comparisonUrl,
    overrideUrl: facts.overrideUrl,
    environmentName: facts.environment,
    element: facts.element,
    elementSunset: facts.elementSunset,
    windowUrl: facts.windowUrl,
    eventName: facts.event,
    buildUrl: facts.buildUrl,
    ...Object.fromEntries(Object.entries(statuses).map(([name, words]) => [name, words[status] as string]))
  }
}

/** For the test of a webhook to which nothing fits yet. */
export const placeholders: CallFacts = {
  event: 'test',
  consumer: 'Example Consumer',
  consumerVersion: '1.0.0',
  consumerBranch: 'main',
  consumerTags: [],
  consumerLabels: [],
  provider: 'Example Provider',
  providerVersion: '1.0.0',
  providerBranch: 'main',
  providerTags: [],
  providerLabels: [],
  providerDescriptions: [],
  pactUrl: '',
  verificationUrl: '',
  comparisonUrl: '',
  overrideUrl: '',
  environment: '',
  element: '',
  elementSunset: '',
  windowUrl: '',
  verified: undefined,
  buildUrl: ''
}
