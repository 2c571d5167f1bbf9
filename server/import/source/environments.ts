import { type Document, hrefOf, listAt, textAt, timesOf } from './document.ts'
import type { Source } from './source.ts'

export interface SourceEnvironment {
  uuid: string
  name: string
  displayName: string | undefined
  production: boolean
  contacts: unknown[] | undefined
  createdAt: number
  updatedAt: number
  /** Where is listed what runs there. */
  deployedAt: string | undefined
  supportedAt: string | undefined
}

/** Every environment; sources older than environments have none. Reference 1.13. */
export async function readEnvironments(source: Source): Promise<SourceEnvironment[]> {
  const href = hrefOf(source.index, 'pb:environments')
  const list = href === undefined ? undefined : await source.find(href)
  return list === undefined ? [] : listAt(list, '_embedded', 'environments').flatMap(environmentOf)
}

function environmentOf(document: Document): SourceEnvironment[] {
  const uuid = textAt(document, 'uuid')
  const name = textAt(document, 'name')
  if (uuid === undefined || name === undefined) return []
  return [
    {
      uuid,
      name,
      displayName: textAt(document, 'displayName'),
      production: document.production === true,
      contacts: Array.isArray(document.contacts) ? document.contacts : undefined,
      ...(timesOf(document) ?? { createdAt: 0, updatedAt: 0 }),
      deployedAt: hrefOf(document, 'pb:currently-deployed-deployed-versions'),
      supportedAt: hrefOf(document, 'pb:currently-supported-released-versions')
    }
  ]
}

/** The versions that are deployed or supported in the environment now. */
export async function readLiveVersions(
  source: Source,
  { deployedAt, supportedAt }: SourceEnvironment
): Promise<Array<{ application: string; version: string }>> {
  const lists = [
    [deployedAt, 'deployedVersions'],
    [supportedAt, 'releasedVersions']
  ] as const
  const live = new Map<string, { application: string; version: string }>()
  for (const [href, list] of lists) {
    const document = href === undefined ? undefined : await source.find(href)
    for (const item of document === undefined ? [] : listAt(document, '_embedded', list)) {
      const application = textAt(item, '_embedded', 'pacticipant', 'name')
      const version = textAt(item, '_embedded', 'version', 'number')
      if (application === undefined || version === undefined) continue
      live.set(JSON.stringify([application, version]), { application, version })
    }
  }
  return [...live.values()]
}
