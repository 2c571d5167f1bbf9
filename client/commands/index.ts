import type { Command } from '../command.ts'
import {
  createOrUpdateApplication,
  deleteApplication,
  describeApplication,
  listApplications,
  reinstate,
  renameApplication,
  retire
} from './applications.ts'
import { apply } from './apply.ts'
import { autonomy } from './autonomy.ts'
import { deleteBranch, expireBranches, listBranches } from './branches.ts'
import { canIDeploy } from './can-i-deploy.ts'
import { canIMerge } from './can-i-merge.ts'
import { check } from './check.ts'
import { checkConfig } from './check-config.ts'
import { clean } from './clean.ts'
import { compareAgain, describeComparison, listComparisons } from './comparisons.ts'
import { diffContracts, getContract, listLatestContracts, listProviderStates } from './contracts.ts'
import { listDeadLetters, replayWebhook, webhookLog } from './dead-letters.ts'
import { recordDeployment, recordRelease, recordSupportEnded, recordUndeployment } from './deployments.ts'
import { diff } from './diff.ts'
import { createEnvironment, deleteEnvironment, describeEnvironment, listEnvironments, updateEnvironment } from './environments.ts'
import { fingerprint } from './fingerprint.ts'
import { importFrom } from './import.ts'
import { addLabel, listLabels, removeLabel } from './labels.ts'
import { canIEndSupport, canIRollback, canIUndeploy, missing } from './leaving.ts'
import { matrix } from './matrix.ts'
import { listOverrides, override, revokeOverride } from './overrides.ts'
import { dashboard, deleteIntegration, listIntegrations, metrics } from './overview.ts'
import { plan } from './plan.ts'
import { deletePolicy, listPolicies, listPolicyChanges, setPolicy } from './policies.ts'
import { publish } from './publish.ts'
import { publishProviderContract } from './publish-provider-contract.ts'
import { recordVerification } from './record-verification.ts'
import { listReservations, releaseReservation } from './reservations.ts'
import { allowSharing, declareResources, deleteSharingException, listResources, listSharingExceptions } from './resources.ts'
import { rollout } from './rollouts.ts'
import { serve } from './serve.ts'
import { simulate } from './simulate.ts'
import { createVersionTag, deleteVersionTag } from './tags.ts'
import { deleteTopic, listTopics, setTopic } from './topics.ts'
import { replayVerdict, verdicts } from './verdicts.ts'
import { createOrUpdateVersion, describeVersion } from './versions.ts'
import {
  createOrUpdateWebhook,
  createWebhook,
  deleteWebhook,
  describeWebhook,
  listWebhooks,
  renewWebhookSecret,
  testWebhook
} from './webhooks.ts'

import { whoUses } from './who-uses.ts'
import { canIDeprecate, canIRemove, deprecate, windows } from './windows.ts'

/** Everything `soloist` can do, in the order of its help. */
export const commands: readonly Command[] = [
  serve,
  importFrom,
  clean,
  publish,
  publishProviderContract,
  canIDeploy,
  canIMerge,
  simulate,
  diff,
  whoUses,
  canIRemove,
  canIDeprecate,
  deprecate,
  windows,
  check,
  plan,
  missing,
  canIUndeploy,
  canIEndSupport,
  canIRollback,
  fingerprint,
  verdicts,
  replayVerdict,
  autonomy,
  recordDeployment,
  recordUndeployment,
  recordRelease,
  recordSupportEnded,
  rollout,
  listReservations,
  releaseReservation,
  recordVerification,
  createEnvironment,
  updateEnvironment,
  deleteEnvironment,
  describeEnvironment,
  listEnvironments,
  createOrUpdateApplication,
  describeApplication,
  listApplications,
  renameApplication,
  retire,
  reinstate,
  deleteApplication,
  addLabel,
  removeLabel,
  listLabels,
  setTopic,
  listTopics,
  deleteTopic,
  createOrUpdateVersion,
  describeVersion,
  createVersionTag,
  deleteVersionTag,
  listBranches,
  deleteBranch,
  expireBranches,
  listLatestContracts,
  getContract,
  listComparisons,
  describeComparison,
  compareAgain,
  diffContracts,
  listProviderStates,
  matrix,
  dashboard,
  listIntegrations,
  deleteIntegration,
  metrics,
  setPolicy,
  listPolicies,
  deletePolicy,
  listPolicyChanges,
  override,
  listOverrides,
  revokeOverride,
  declareResources,
  listResources,
  allowSharing,
  listSharingExceptions,
  deleteSharingException,
  checkConfig,
  createWebhook,
  createOrUpdateWebhook,
  listWebhooks,
  describeWebhook,
  deleteWebhook,
  testWebhook,
  renewWebhookSecret,
  listDeadLetters,
  replayWebhook,
  webhookLog,
  apply
]
