import { days, flag, list, milliseconds, seconds, whole } from './readers.ts'
import { setting } from './setting.ts'

/** How applications, versions and branches are taken from what is published and recorded. */
export const versionSettings = {
  allowContractModification: setting(
    flag,
    false,
    'accept other content for a version already published, as a new revision',
    'ALLOW_DANGEROUS_CONTRACT_MODIFICATION'
  ),
  checkForSimilarNames: setting(
    flag,
    true,
    'refuse a new application whose name is nearly that of a known one',
    'CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES'
  ),
  caseSensitiveNames: setting(
    flag,
    true,
    '`false`: applications, versions and tags are found whatever the case of their letters',
    'USE_CASE_SENSITIVE_RESOURCE_NAMES'
  ),
  orderVersionsByDate: setting(
    flag,
    true,
    '`false`: versions are ordered by number (`1.2.3-rc.1`, `1.2`, `7`), others are refused',
    'ORDER_VERSIONS_BY_DATE'
  ),
  firstTagIsBranch: setting(
    flag,
    true,
    'the first tag of a fresh version puts it on a branch of that name',
    'USE_FIRST_TAG_AS_BRANCH'
  ),
  firstTagWithin: setting(
    milliseconds,
    10_000,
    'how long a version counts as fresh, milliseconds',
    'USE_FIRST_TAG_AS_BRANCH_TIME_LIMIT',
    seconds
  ),
  deploymentsForTags: setting(
    flag,
    true,
    'a tag named like an environment records a deployment there',
    'CREATE_DEPLOYED_VERSIONS_FOR_TAGS'
  ),
  autoDetectMainBranch: setting(
    flag,
    true,
    "an application's first branch that looks like a main branch becomes it",
    'AUTO_DETECT_MAIN_BRANCH'
  ),
  mainBranchCandidates: setting(list, ['develop', 'main', 'master'], 'which branches look like one', 'MAIN_BRANCH_CANDIDATES'),
  branchExpiryDays: setting(days, 90, 'days without a new version after which a branch is expired; 0 never'),
  rollbackHorizonDays: setting(
    whole(0, 3650),
    14,
    'how long after it was replaced a version is one to go back to, days: for can-i-rollback, `closes-rollback-of` and cleaning'
  ),
  seedEnvironments: setting(flag, true, 'create `test` and `production` in an empty database', 'SEED_EXAMPLE_DATA'),
  seedExampleData: setting(flag, false, 'put an example with two applications into an empty database', 'SEED_EXAMPLE_DATA')
}
