type Env = Record<string, string | undefined>

/** What a CI system says about the commit that it builds. */
export interface Build {
  system: string
  commit: string | undefined
  branch: string | undefined
  buildUrl: string | undefined
  /** Who started it. */
  person: string | undefined
}

interface System {
  name: string
  /** The variable that tells the system. */
  sign: string
  commit(env: Env): string | undefined
  /** The branch of the change itself: a pull request's own, not the one it goes to; none for a tag. */
  branch(env: Env): string | undefined
  buildUrl(env: Env): string | undefined
  /** The variable that tells who started it, where the system says. */
  person?: string
}

const systems: System[] = [
  {
    name: 'GitHub Actions',
    sign: 'GITHUB_ACTIONS',
    person: 'GITHUB_ACTOR',
    commit: env => env.GITHUB_SHA,
    branch: env => env.GITHUB_HEAD_REF || (env.GITHUB_REF_TYPE === 'tag' ? undefined : withoutRefs(env.GITHUB_REF)),
    buildUrl: env =>
      joined([env.GITHUB_SERVER_URL, env.GITHUB_REPOSITORY, env.GITHUB_RUN_ID], ([server, repository, run]) => {
        return `${server}/${repository}/actions/runs/${run}`
      })
  },
  {
    name: 'GitLab',
    sign: 'GITLAB_CI',
    person: 'GITLAB_USER_LOGIN',
    commit: env => env.CI_COMMIT_SHA,
    branch: env => env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME || env.CI_COMMIT_BRANCH,
    buildUrl: env => env.CI_JOB_URL || env.CI_PIPELINE_URL
  },
  {
    name: 'Buildkite',
    sign: 'BUILDKITE',
    person: 'BUILDKITE_BUILD_CREATOR',
    // A build of the newest commit says HEAD until an agent has looked it up.
    commit: env => (env.BUILDKITE_COMMIT === 'HEAD' ? undefined : env.BUILDKITE_COMMIT),
    branch: env => (env.BUILDKITE_TAG ? undefined : env.BUILDKITE_BRANCH),
    buildUrl: env => env.BUILDKITE_BUILD_URL
  },
  {
    name: 'CircleCI',
    sign: 'CIRCLECI',
    person: 'CIRCLE_USERNAME',
    commit: env => env.CIRCLE_SHA1,
    branch: env => (env.CIRCLE_TAG ? undefined : env.CIRCLE_BRANCH),
    buildUrl: env => env.CIRCLE_BUILD_URL
  },
  {
    name: 'Azure Pipelines',
    sign: 'TF_BUILD',
    person: 'BUILD_REQUESTEDFOR',
    commit: env => env.BUILD_SOURCEVERSION,
    branch: env => withoutRefs(env.SYSTEM_PULLREQUEST_SOURCEBRANCH || env.BUILD_SOURCEBRANCH),
    buildUrl: env =>
      joined(
        [env.SYSTEM_COLLECTIONURI || env.SYSTEM_TEAMFOUNDATIONCOLLECTIONURI, env.SYSTEM_TEAMPROJECT, env.BUILD_BUILDID],
        ([collection, project, build]) =>
          `${collection?.replace(/\/$/, '')}/${encodeURIComponent(project as string)}/_build/results?buildId=${build}`
      )
  },
  {
    name: 'Bitbucket Pipelines',
    sign: 'BITBUCKET_BUILD_NUMBER',
    commit: env => env.BITBUCKET_COMMIT,
    branch: env => (env.BITBUCKET_TAG ? undefined : env.BITBUCKET_BRANCH),
    buildUrl: env =>
      joined([env.BITBUCKET_GIT_HTTP_ORIGIN, env.BITBUCKET_BUILD_NUMBER], ([origin, build]) => {
        return `${origin}/pipelines/results/${build}`
      })
  },
  {
    name: 'Travis CI',
    sign: 'TRAVIS',
    commit: env => env.TRAVIS_COMMIT,
    branch: env => (env.TRAVIS_TAG ? undefined : env.TRAVIS_PULL_REQUEST_BRANCH || env.TRAVIS_BRANCH),
    buildUrl: env => env.TRAVIS_BUILD_WEB_URL
  },
  {
    name: 'Drone',
    sign: 'DRONE',
    person: 'DRONE_COMMIT_AUTHOR',
    commit: env => env.DRONE_COMMIT_SHA || env.DRONE_COMMIT,
    branch: env => (env.DRONE_TAG ? undefined : env.DRONE_SOURCE_BRANCH || env.DRONE_BRANCH),
    buildUrl: env => env.DRONE_BUILD_LINK
  },
  {
    name: 'AppVeyor',
    sign: 'APPVEYOR',
    commit: env => env.APPVEYOR_PULL_REQUEST_HEAD_COMMIT || env.APPVEYOR_REPO_COMMIT,
    branch: env =>
      env.APPVEYOR_REPO_TAG === 'true' ? undefined : env.APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH || env.APPVEYOR_REPO_BRANCH,
    buildUrl: env =>
      joined(
        [env.APPVEYOR_URL, env.APPVEYOR_ACCOUNT_NAME, env.APPVEYOR_PROJECT_SLUG, env.APPVEYOR_BUILD_ID],
        ([url, account, project, build]) => `${url}/project/${account}/${project}/builds/${build}`
      )
  },
  {
    name: 'Codefresh',
    sign: 'CF_BUILD_ID',
    commit: env => env.CF_REVISION,
    branch: env => env.CF_BRANCH,
    buildUrl: env => env.CF_BUILD_URL
  },
  {
    name: 'Semaphore',
    sign: 'SEMAPHORE',
    person: 'SEMAPHORE_WORKFLOW_TRIGGERED_BY',
    commit: env => env.SEMAPHORE_GIT_PR_SHA || env.SEMAPHORE_GIT_SHA,
    branch: env => (env.SEMAPHORE_GIT_REF_TYPE === 'tag' ? undefined : env.SEMAPHORE_GIT_PR_BRANCH || env.SEMAPHORE_GIT_BRANCH),
    buildUrl: env =>
      joined([env.SEMAPHORE_ORGANIZATION_URL, env.SEMAPHORE_WORKFLOW_ID], ([url, workflow]) => `${url}/workflows/${workflow}`)
  },
  {
    name: 'TeamCity',
    sign: 'TEAMCITY_VERSION',
    commit: env => env.BUILD_VCS_NUMBER,
    // Only a parameter of the build knows it, which does not reach the environment by itself.
    branch: () => undefined,
    buildUrl: env => env.BUILD_URL
  },
  // Last: other systems' agents are sometimes started by it, and inherit its variables.
  {
    name: 'Jenkins',
    sign: 'JENKINS_URL',
    commit: env => env.GIT_COMMIT,
    branch: env =>
      env.TAG_NAME ? undefined : env.CHANGE_BRANCH || env.BRANCH_NAME || env.GIT_LOCAL_BRANCH || withoutRemote(env.GIT_BRANCH),
    buildUrl: env => env.BUILD_URL
  }
]

export const knownSystems = systems.map(({ name }) => name)

/** The build that this environment belongs to, or undefined outside the systems we know. */
export function buildFrom(env: Env): Build | undefined {
  const system = systems.find(({ sign }) => (env[sign] ?? '') !== '')
  if (system === undefined) return undefined
  return {
    system: system.name,
    commit: system.commit(env) || undefined,
    branch: system.branch(env) || undefined,
    buildUrl: system.buildUrl(env) || undefined,
    person: (system.person === undefined ? undefined : env[system.person]) || undefined
  }
}

/** `refs/heads/main` → `main`; undefined for a tag or a merge that has no branch of its own. */
function withoutRefs(ref: string | undefined): string | undefined {
  if (ref === undefined || !ref.startsWith('refs/')) return ref
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined
}

const withoutRemote = (branch: string | undefined) => branch?.replace(/^(refs\/remotes\/)?origin\//, '')

/** Undefined as soon as one part is missing: half an address helps nobody. */
function joined(parts: Array<string | undefined>, address: (parts: Array<string | undefined>) => string): string | undefined {
  return parts.every(part => part) ? address(parts) : undefined
}
