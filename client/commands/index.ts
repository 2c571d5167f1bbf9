import type { Command } from '../command.ts'
import { createOrUpdateApplication, deleteApplication, describeApplication, listApplications } from './applications.ts'
import { deleteBranch, listBranches } from './branches.ts'
import { canIDeploy } from './can-i-deploy.ts'
import { canIMerge } from './can-i-merge.ts'
import { clean } from './clean.ts'
import { getContract, listLatestContracts } from './contracts.ts'
import { recordDeployment, recordRelease, recordSupportEnded, recordUndeployment } from './deployments.ts'
import { createEnvironment, deleteEnvironment, describeEnvironment, listEnvironments, updateEnvironment } from './environments.ts'
import { importFrom } from './import.ts'
import { matrix } from './matrix.ts'
import { dashboard, deleteIntegration, listIntegrations, metrics } from './overview.ts'
import { deletePolicy, listPolicies, setPolicy } from './policies.ts'
import { publish } from './publish.ts'
import { recordVerification } from './record-verification.ts'
import { serve } from './serve.ts'
import { createVersionTag, deleteVersionTag } from './tags.ts'
import { createOrUpdateVersion, describeVersion } from './versions.ts'

/** Everything `soloist` can do, in the order of its help. */
export const commands: readonly Command[] = [
  serve,
  importFrom,
  clean,
  publish,
  canIDeploy,
  canIMerge,
  recordDeployment,
  recordUndeployment,
  recordRelease,
  recordSupportEnded,
  recordVerification,
  createEnvironment,
  updateEnvironment,
  deleteEnvironment,
  describeEnvironment,
  listEnvironments,
  createOrUpdateApplication,
  describeApplication,
  listApplications,
  deleteApplication,
  createOrUpdateVersion,
  describeVersion,
  createVersionTag,
  deleteVersionTag,
  listBranches,
  deleteBranch,
  listLatestContracts,
  getContract,
  matrix,
  dashboard,
  listIntegrations,
  deleteIntegration,
  metrics,
  setPolicy,
  listPolicies,
  deletePolicy
]
