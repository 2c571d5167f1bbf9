import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Broker } from '../broker.ts'
import { applicationLifeRoutes } from './application-life.ts'
import { applicationRoutes } from './applications.ts'
import { autonomyRoutes } from './autonomy.ts'
import { badgeRoutes } from './badges.ts'
import { branchRoutes } from './branches.ts'
import { browsingRoutes } from './browsing.ts'
import { comparisonRoutes } from './comparisons.ts'
import { contractRoutes } from './contracts.ts'
import { dashboardRoutes } from './dashboard.ts'
import { declaredPolicyRoutes } from './declared-policies.ts'
import { deploymentRoutes } from './deployments.ts'
import { diagnosticRoutes } from './diagnostics.ts'
import { environmentRoutes } from './environments.ts'
import { expiredBranchRoutes } from './expired-branches.ts'
import { indexRoutes } from './home.ts'
import { integrationRoutes } from './integrations.ts'
import { labelRoutes } from './labels.ts'
import { leavingRoutes } from './leaving.ts'
import { matrixRoutes } from './matrix.ts'
import { metricsRoutes } from './metrics.ts'
import { networkRoutes } from './network.ts'
import { overrideRoutes } from './overrides.ts'
import { pactDifferenceRoutes } from './pact-differences.ts'
import { pactListRoutes } from './pact-lists.ts'
import { pactRoutes } from './pacts.ts'
import { pactsForVerificationRoutes } from './pacts-for-verification.ts'
import { planRoutes } from './plans.ts'
import { policyRoutes } from './policies.ts'
import { providerContractRoutes } from './provider-contracts.ts'
import { providerStateRoutes } from './provider-states.ts'
import { recordedVerdictRoutes } from './recorded-verdicts.ts'
import { releaseRoutes } from './releases.ts'
import { reservationRoutes } from './reservations.ts'
import { resourceRoutes } from './resources.ts'
import { rolloutRoutes } from './rollouts.ts'
import { sharingExceptionRoutes } from './sharing-exceptions.ts'
import { simulationRoutes } from './simulations.ts'
import { tagRoutes } from './tags.ts'
import { topicRoutes } from './topics.ts'
import { triggeredWebhookRoutes } from './triggered-webhooks.ts'
import { usageRoutes } from './usages.ts'
import { verificationRoutes } from './verifications.ts'
import { versionRoutes } from './versions.ts'
import { webhookTestRoutes } from './webhook-tests.ts'
import { webhookRoutes } from './webhooks.ts'
import { windowRoutes } from './windows.ts'

/** The table of contents of the API. */
export const routes: Array<(broker: Broker) => FastifyPluginAsyncTypebox> = [
  indexRoutes,
  browsingRoutes,
  applicationRoutes,
  applicationLifeRoutes,
  labelRoutes,
  topicRoutes,
  versionRoutes,
  branchRoutes,
  expiredBranchRoutes,
  tagRoutes,
  environmentRoutes,
  deploymentRoutes,
  releaseRoutes,
  rolloutRoutes,
  leavingRoutes,
  reservationRoutes,
  contractRoutes,
  pactRoutes,
  pactDifferenceRoutes,
  pactListRoutes,
  providerStateRoutes,
  verificationRoutes,
  pactsForVerificationRoutes,
  providerContractRoutes,
  simulationRoutes,
  usageRoutes,
  windowRoutes,
  comparisonRoutes,
  matrixRoutes,
  recordedVerdictRoutes,
  autonomyRoutes,
  planRoutes,
  badgeRoutes,
  dashboardRoutes,
  integrationRoutes,
  networkRoutes,
  metricsRoutes,
  diagnosticRoutes,
  policyRoutes,
  overrideRoutes,
  declaredPolicyRoutes,
  resourceRoutes,
  sharingExceptionRoutes,
  webhookRoutes,
  webhookTestRoutes,
  triggeredWebhookRoutes
]
