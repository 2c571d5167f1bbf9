/** One reason why a provider version has to verify a contract it has no result for. */
export interface Requirement {
  number: string
  /** The version's last branch. */
  branch: string | null
  kind: 'main-branch' | 'main-tag' | 'deployed' | 'released'
  /** The main branch, or the environment. */
  place: string
}

/** A provider version that has to, with all its reasons in words. */
export interface RequiredVersion {
  number: string
  /** The provider's main branch where the version is its head, else the version's last branch. */
  branch: string | null
  descriptions: string[]
}

/** One for each provider version, since each is verified in a build of its own. Reference 4.3. */
export function requiredVersions(requirements: readonly Requirement[]): RequiredVersion[] {
  const versions = new Map<string, RequiredVersion>()
  for (const requirement of requirements) {
    const { number, branch } = requirement
    const version = versions.get(number) ?? { number, branch, descriptions: [] }
    versions.set(number, version)
    if (requirement.kind === 'main-branch') version.branch = requirement.place
    const description = describe(requirement)
    if (!version.descriptions.includes(description)) version.descriptions.push(description)
  }
  return [...versions.values()]
}

function describe({ kind, place }: Requirement): string {
  switch (kind) {
    case 'main-branch':
      return `latest from ${place} branch`
    case 'main-tag':
      return `latest with tag ${place}`
    case 'deployed':
      return `deployed in ${place}`
    case 'released':
      return `released in ${place}`
  }
}
