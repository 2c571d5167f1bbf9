import { dateAt, textAt, timesOf } from './document.ts'
import type { Source } from './source.ts'
import type { SourceStayLink } from './versions.ts'

/** A deployment or release of a version. An instance is '' where there is none. */
export interface SourceStay {
  uuid: string
  environment: string
  instance: string
  createdAt: number
  updatedAt: number
  endedAt: number | null
}

/** Follows the link of a version to a deployment or release. Reference 1.14. */
export async function readStay(source: Source, { href, uuid }: SourceStayLink): Promise<SourceStay | undefined> {
  const document = await source.find(href)
  const environment = document && textAt(document, '_embedded', 'environment', 'uuid')
  const times = document && timesOf(document)
  if (environment === undefined || times === undefined || document === undefined) return undefined
  const isOver = document.currentlyDeployed === false || document.currentlySupported === false
  const endedAt = dateAt(document, 'undeployedAt') ?? dateAt(document, 'supportEndedAt')
  return {
    uuid,
    environment,
    instance: textAt(document, 'applicationInstance') ?? textAt(document, 'target') ?? '',
    ...times,
    endedAt: isOver || endedAt !== undefined ? (endedAt ?? times.updatedAt) : null
  }
}
