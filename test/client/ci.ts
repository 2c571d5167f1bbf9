import t from 'tap'
import { buildFrom, knownSystems } from '../../client/ci.ts'

type Found = string | undefined
type Row = [system: string, says: string, env: Record<string, string>, commit: Found, branch?: Found, buildUrl?: Found]

const server = { GITHUB_SERVER_URL: 'https://git.test', GITHUB_REPOSITORY: 'shop/web', GITHUB_RUN_ID: '9' }
const gitHub = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'abc', ...server }
const run = 'https://git.test/shop/web/actions/runs/9'
const azure = {
  TF_BUILD: 'True',
  BUILD_SOURCEVERSION: 'abc',
  SYSTEM_COLLECTIONURI: 'https://azure.test/org/',
  SYSTEM_TEAMPROJECT: 'web shop',
  BUILD_BUILDID: '9'
}
const appVeyor = {
  APPVEYOR: 'True',
  APPVEYOR_REPO_COMMIT: 'abc',
  APPVEYOR_REPO_BRANCH: 'main',
  APPVEYOR_URL: 'https://av.test',
  APPVEYOR_ACCOUNT_NAME: 'me',
  APPVEYOR_PROJECT_SLUG: 'web',
  APPVEYOR_BUILD_ID: '9'
}
const jenkins = { JENKINS_URL: 'https://j.test/', GIT_COMMIT: 'abc', BUILD_URL: 'https://j.test/9/' }
const jenkinsUrl = 'https://j.test/9/'
const avUrl = 'https://av.test/project/me/web/builds/9'
const azureUrl = 'https://azure.test/org/web%20shop/_build/results?buildId=9'

const cases: Row[] = [
  ['GitHub Actions', 'a push', { ...gitHub, GITHUB_REF: 'refs/heads/feat/x', GITHUB_REF_TYPE: 'branch' }, 'abc', 'feat/x', run],
  [
    'GitHub Actions',
    "a pull request's own branch",
    { ...gitHub, GITHUB_REF: 'refs/pull/3/merge', GITHUB_HEAD_REF: 'fix' },
    'abc',
    'fix',
    run
  ],
  [
    'GitHub Actions',
    'a tag has no branch',
    { ...gitHub, GITHUB_REF: 'refs/tags/v1', GITHUB_REF_TYPE: 'tag' },
    'abc',
    undefined,
    run
  ],
  ['GitHub Actions', 'half an address is none', { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'abc', GITHUB_RUN_ID: '9' }, 'abc'],
  [
    'GitLab',
    'a push',
    { GITLAB_CI: 'true', CI_COMMIT_SHA: 'abc', CI_COMMIT_BRANCH: 'main', CI_JOB_URL: 'https://gl.test/9' },
    'abc',
    'main',
    'https://gl.test/9'
  ],
  [
    'GitLab',
    'a merge request',
    { GITLAB_CI: 'true', CI_COMMIT_SHA: 'abc', CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'fix' },
    'abc',
    'fix'
  ],
  ['GitLab', 'a tag has no branch', { GITLAB_CI: 'true', CI_COMMIT_SHA: 'abc', CI_COMMIT_TAG: 'v1' }, 'abc'],
  [
    'Buildkite',
    'a build',
    { BUILDKITE: 'true', BUILDKITE_COMMIT: 'abc', BUILDKITE_BRANCH: 'main', BUILDKITE_BUILD_URL: 'https://bk.test/9' },
    'abc',
    'main',
    'https://bk.test/9'
  ],
  [
    'Buildkite',
    'HEAD is no commit',
    { BUILDKITE: 'true', BUILDKITE_COMMIT: 'HEAD', BUILDKITE_BRANCH: 'main' },
    undefined,
    'main'
  ],
  [
    'CircleCI',
    'a build',
    { CIRCLECI: 'true', CIRCLE_SHA1: 'abc', CIRCLE_BRANCH: 'main', CIRCLE_BUILD_URL: 'https://cc.test/9' },
    'abc',
    'main',
    'https://cc.test/9'
  ],
  ['Azure Pipelines', 'a push', { ...azure, BUILD_SOURCEBRANCH: 'refs/heads/feat/x' }, 'abc', 'feat/x', azureUrl],
  [
    'Azure Pipelines',
    'a pull request',
    { ...azure, BUILD_SOURCEBRANCH: 'refs/pull/3/merge', SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/fix' },
    'abc',
    'fix',
    azureUrl
  ],
  ['Azure Pipelines', 'a tag has no branch', { ...azure, BUILD_SOURCEBRANCH: 'refs/tags/v1' }, 'abc', undefined, azureUrl],
  [
    'Bitbucket Pipelines',
    'a build',
    {
      BITBUCKET_BUILD_NUMBER: '9',
      BITBUCKET_COMMIT: 'abc',
      BITBUCKET_BRANCH: 'main',
      BITBUCKET_GIT_HTTP_ORIGIN: 'https://bb.test/shop/web'
    },
    'abc',
    'main',
    'https://bb.test/shop/web/pipelines/results/9'
  ],
  [
    'Travis CI',
    'a pull request',
    {
      TRAVIS: 'true',
      TRAVIS_COMMIT: 'abc',
      TRAVIS_BRANCH: 'main',
      TRAVIS_PULL_REQUEST_BRANCH: 'fix',
      TRAVIS_BUILD_WEB_URL: 'https://tr.test/9'
    },
    'abc',
    'fix',
    'https://tr.test/9'
  ],
  ['Travis CI', 'a tag has no branch', { TRAVIS: 'true', TRAVIS_COMMIT: 'abc', TRAVIS_BRANCH: 'v1', TRAVIS_TAG: 'v1' }, 'abc'],
  [
    'Drone',
    'a build',
    { DRONE: 'true', DRONE_COMMIT_SHA: 'abc', DRONE_BRANCH: 'main', DRONE_BUILD_LINK: 'https://dr.test/9' },
    'abc',
    'main',
    'https://dr.test/9'
  ],
  ['AppVeyor', 'a build', appVeyor, 'abc', 'main', avUrl],
  [
    'AppVeyor',
    'a pull request',
    { ...appVeyor, APPVEYOR_PULL_REQUEST_HEAD_COMMIT: 'def', APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH: 'fix' },
    'def',
    'fix',
    avUrl
  ],
  ['AppVeyor', 'a tag has no branch', { ...appVeyor, APPVEYOR_REPO_TAG: 'true' }, 'abc', undefined, avUrl],
  [
    'Codefresh',
    'a build',
    { CF_BUILD_ID: '9', CF_REVISION: 'abc', CF_BRANCH: 'main', CF_BUILD_URL: 'https://cf.test/9' },
    'abc',
    'main',
    'https://cf.test/9'
  ],
  [
    'Semaphore',
    'a pull request',
    {
      SEMAPHORE: 'true',
      SEMAPHORE_GIT_SHA: 'abc',
      SEMAPHORE_GIT_BRANCH: 'main',
      SEMAPHORE_GIT_PR_BRANCH: 'fix',
      SEMAPHORE_ORGANIZATION_URL: 'https://s.test',
      SEMAPHORE_WORKFLOW_ID: '9'
    },
    'abc',
    'fix',
    'https://s.test/workflows/9'
  ],
  ['TeamCity', 'a build; the branch is left to git', { TEAMCITY_VERSION: '2025', BUILD_VCS_NUMBER: 'abc' }, 'abc'],
  ['Jenkins', 'a multibranch build', { ...jenkins, BRANCH_NAME: 'main', GIT_BRANCH: 'origin/main' }, 'abc', 'main', jenkinsUrl],
  ['Jenkins', 'a pull request', { ...jenkins, BRANCH_NAME: 'PR-3', CHANGE_BRANCH: 'fix' }, 'abc', 'fix', jenkinsUrl],
  ['Jenkins', 'a simple job names the remote', { ...jenkins, GIT_BRANCH: 'origin/feat/x' }, 'abc', 'feat/x', jenkinsUrl],
  ['Jenkins', 'a tag has no branch', { ...jenkins, BRANCH_NAME: 'v1', TAG_NAME: 'v1' }, 'abc', undefined, jenkinsUrl]
]

for (const [system, says, env, commit, branch, buildUrl] of cases) {
  t.test(`commit, branch and build are found in ${system}: ${says}`, async t => {
    t.same(buildFrom(env), { system, commit, branch, buildUrl })
  })
}

t.test('outside CI nothing is found, and an empty variable is no sign', async t => {
  t.equal(buildFrom({ PATH: '/bin' }), undefined)
  t.equal(buildFrom({ GITHUB_ACTIONS: '' }), undefined)
})

t.test('every known system is tried here', async t => {
  t.same(new Set(cases.map(([system]) => system)), new Set(knownSystems))
})
