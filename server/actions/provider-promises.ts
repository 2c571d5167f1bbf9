import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import type { Moment } from '../domain/moment.ts'
import { policyDays } from '../domain/policy-rules.ts'
import type { OfferedElements } from '../domain/windows/offered-elements.ts'
import { ProviderWindows } from '../domain/windows/provider-windows.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import type { Queries } from '../storage/database.ts'
import { documentsOfVersions, elementsOf } from '../storage/document-elements.ts'
import { offeringVersions } from '../storage/offering-versions.ts'
import { type PlacedVersion, placedVersions } from '../storage/placed-versions.ts'
import { minimumWindowRule } from '../storage/policies.ts'
import { type AnnouncedWindow, announcedWindows, type CommandedWindow, commandedWindows } from '../storage/windows.ts'

/** What a provider promises today, and until when. */
export interface Promises {
  provider: Application
  /** The versions whose documents say it, with what each of them has. */
  versions: Array<{ version: PlacedVersion; offered: OfferedElements }>
  windows: ProviderWindows
  commanded: ReadonlyMap<string, CommandedWindow>
  announced: ReadonlyMap<string, AnnouncedWindow>
  /** Days that consumers have at least. */
  minimum: number
}

export async function promisesOf(db: Queries, broker: Broker, provider: Application): Promise<Promises> {
  const now = broker.now()
  const ids = await offeringVersions(db, provider.id, now)
  const offers = await elementsOf(db, await documentsOfVersions(db, ids))
  const placed = await placedVersions(db, ids, now)
  const [commanded, announced] = [await commandedWindows(db, provider.id), await announcedWindows(db, provider.id)]
  const versions = placed.flatMap(version => {
    const offered = offers.get(version.id)
    return offered === undefined ? [] : [{ version, offered }]
  })
  return {
    provider,
    versions,
    windows: new ProviderWindows(
      versions.map(({ offered }) => offered),
      { commanded, announced }
    ),
    commanded: new Map(commanded.map(window => [window.element, window])),
    announced: new Map(announced.map(window => [window.element, window])),
    minimum: await minimumWindow(db, broker, provider.id)
  }
}

/** Of an element that is deprecated, or was before it went; undefined where nobody ever said so. */
export function windowsSaid({ windows }: Promises, moment: Moment): (element: string) => ElementWindow | undefined {
  return element => {
    const window = windows.of(element, moment)
    return window.openEnded || window.sunset !== undefined ? window : undefined
  }
}

/** How many days consumers of the provider have at least: by a policy, else by the setting. */
export async function minimumWindow(db: Queries, { config }: Broker, providerId: number): Promise<number> {
  const rule = await minimumWindowRule(db, providerId)
  return (rule === undefined ? undefined : policyDays(rule)) ?? config.minimumWindowDays
}
