import { path, query } from './address.ts'
import type { Document, List, Notice } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import { SoloistError } from './error.ts'
import type { Exchange } from './exchange.ts'
import { type Identity, identityNames } from './identity.ts'

interface Embedded {
  _embedded?: { pacticipant: { name: string }; version: { number: string } }
}

export interface DeployedVersion extends Document, Embedded {
  uuid: string
  currentlyDeployed: boolean
  applicationInstance?: string
  target?: string
  undeployedAt?: string
  /** Of a deployment that was just recorded: what nothing proves, or what does not fit, there. */
  notices?: Notice[]
}

export interface ReleasedVersion extends Document, Embedded {
  uuid: string
  currentlySupported: boolean
  /** The last day, UTC, on which it counts. */
  supportedUntil?: string
  supportEndedAt?: string
  /** Of a release that was just recorded: what nothing proves, or what does not fit, there. */
  notices?: Notice[]
}

interface InEnvironment {
  application: string
  /** Name or uuid. */
  environment: string
}

type DeployedList = List<'deployedVersions', DeployedVersion>
type ReleasedList = List<'releasedVersions', ReleasedVersion>

export type DeploymentMethods = ReturnType<typeof deploymentMethods>

export function deploymentMethods(exchange: Exchange) {
  const { read, write, merge } = exchange

  async function address(environment: string, rest: string): Promise<string> {
    const { uuid } = await findEnvironment(exchange, environment)
    return path`/environments/${uuid}` + rest
  }

  /** Those of the application, whose name may be one that it had before. */
  async function ofApplication<Item extends Embedded>(items: readonly Item[], application: string): Promise<Item[]> {
    const named = (name: string) => items.filter(({ _embedded }) => _embedded?.pacticipant.name === name)
    if (items.length === 0 || named(application).length > 0) return named(application)
    return named((await read<{ name: string }>(path`/pacticipants/${application}`)).name)
  }

  return {
    /** The version now runs in the environment, in place of the one before (of the same instance). */
    async recordDeployment(
      asked: InEnvironment & Identity & { version: string; applicationInstance?: string | undefined }
    ): Promise<DeployedVersion> {
      checkAsked(asked, ['application', 'version', 'environment'], ['applicationInstance', ...identityNames])
      const { application, version, environment, applicationInstance, artifactDigest, sourceFingerprint } = asked
      const { uuid } = await findEnvironment(exchange, environment)
      const deployed = path`/pacticipants/${application}/versions/${version}/deployed-versions/environment/${uuid}`
      return write('POST', deployed, { applicationInstance, artifactDigest, sourceFingerprint })
    },

    /** Nothing of the application runs there any more (in that instance; without one: in the nameless one). */
    async recordUndeployment(asked: InEnvironment & { applicationInstance?: string | undefined }): Promise<DeployedVersion[]> {
      checkAsked(asked, ['application', 'environment'], ['applicationInstance'])
      const { application, environment, applicationInstance } = asked
      const running = query([['pacticipant', application]])
      const list = await read<DeployedList>(await address(environment, `/deployed-versions/currently-deployed${running}`))
      const there = await ofApplication(list._embedded.deployedVersions, application)
      const ending = there.filter(item => instanceOf(item) === applicationInstance)
      if (ending.length === 0) throw notThere(asked, there)
      const ended: DeployedVersion[] = []
      for (const { uuid } of ending) ended.push(await merge(path`/deployed-versions/${uuid}`, { currentlyDeployed: false }))
      return ended
    },

    /** The version is now supported in the environment, beside others; up to a day (2026-01-31, UTC), where one is given. */
    async recordRelease(
      asked: InEnvironment & { version: string; supportedUntil?: string | null | undefined }
    ): Promise<ReleasedVersion> {
      checkAsked(asked, ['application', 'version', 'environment'], ['supportedUntil'])
      const { application, version, environment, supportedUntil } = asked
      const { uuid } = await findEnvironment(exchange, environment)
      const released = path`/pacticipants/${application}/versions/${version}/released-versions/environment/${uuid}`
      return write('POST', released, { supportedUntil })
    },

    async recordSupportEnded(asked: InEnvironment & { version: string }): Promise<ReleasedVersion[]> {
      checkAsked(asked, ['application', 'version', 'environment'])
      const { application, version, environment } = asked
      const supported = query([
        ['pacticipant', application],
        ['version', version]
      ])
      const list = await read<ReleasedList>(await address(environment, `/released-versions/currently-supported${supported}`))
      const ending = (await ofApplication(list._embedded.releasedVersions, application)).filter(
        ({ _embedded }) => _embedded?.version.number === version
      )
      if (ending.length === 0) {
        throw new SoloistError('not-found', `${application} ${version} is not released and supported in ${environment}.`)
      }
      const ended: ReleasedVersion[] = []
      for (const { uuid } of ending) ended.push(await merge(path`/released-versions/${uuid}`, { currentlySupported: false }))
      return ended
    },

    async currentlyDeployed(asked: {
      environment: string
      application?: string | undefined
      applicationInstance?: string | undefined
    }): Promise<DeployedList> {
      checkAsked(asked, ['environment'], ['application', 'applicationInstance'])
      const filter = query([
        ['pacticipant', asked.application],
        ['applicationInstance', asked.applicationInstance]
      ])
      return read(await address(asked.environment, `/deployed-versions/currently-deployed${filter}`))
    },

    async currentlySupported(asked: {
      environment: string
      application?: string | undefined
      version?: string | undefined
    }): Promise<ReleasedList> {
      checkAsked(asked, ['environment'], ['application', 'version'])
      const filter = query([
        ['pacticipant', asked.application],
        ['version', asked.version]
      ])
      return read(await address(asked.environment, `/released-versions/currently-supported${filter}`))
    }
  }
}

const instanceOf = ({ applicationInstance, target }: DeployedVersion) => applicationInstance ?? target

function notThere(
  { application, environment, applicationInstance }: InEnvironment & { applicationInstance?: string | undefined },
  there: readonly DeployedVersion[]
): SoloistError {
  const place = applicationInstance === undefined ? '' : ` as instance ${applicationInstance}`
  const instances = there.map(item => instanceOf(item) ?? 'without an instance').join(', ')
  const hint = there.length === 0 ? '' : ` It is deployed there: ${instances}.`
  return new SoloistError('not-found', `${application} is not deployed to ${environment}${place}.${hint}`)
}
