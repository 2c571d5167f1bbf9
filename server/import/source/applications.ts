import { type Document, hrefOf, listAt, textAt, timesOf } from './document.ts'
import { pagesOf } from './pages.ts'
import type { Source } from './source.ts'

export interface SourceApplication {
  name: string
  displayName: string | undefined
  mainBranch: string | undefined
  repositoryUrl: string | undefined
  repositoryName: string | undefined
  repositoryNamespace: string | undefined
  labels: string[]
  createdAt: number
  updatedAt: number
  /** Where its versions and branches are listed. */
  versionsAt: string
  branchesAt: string
}

/** Every application, with its labels. Reference 1.3. */
export async function readApplications(source: Source, onMissing: (why: string) => void): Promise<SourceApplication[]> {
  const found = new Map<string, SourceApplication>()
  for await (const page of pagesOf(source, hrefOf(source.index, 'pb:pacticipants') as string, onMissing)) {
    const embedded = listAt(page, '_embedded', 'pacticipants')
    for (const document of embedded.length > 0 ? embedded : listAt(page, 'pacticipants')) {
      const application = applicationOf(document)
      if (application !== undefined) found.set(application.name, application)
    }
  }
  return [...found.values()]
}

function applicationOf(document: Document): SourceApplication | undefined {
  const name = textAt(document, 'name')
  const self = hrefOf(document, 'self')
  if (name === undefined || self === undefined) return undefined
  const labels = listAt(document, '_embedded', 'labels').map(label => textAt(label, 'name'))
  return {
    name,
    displayName: textAt(document, 'displayName'),
    mainBranch: textAt(document, 'mainBranch'),
    repositoryUrl: textAt(document, 'repositoryUrl'),
    repositoryName: textAt(document, 'repositoryName'),
    repositoryNamespace: textAt(document, 'repositoryNamespace'),
    labels: labels.filter(label => label !== undefined),
    ...(timesOf(document) ?? { createdAt: 0, updatedAt: 0 }),
    versionsAt: hrefOf(document, 'pb:versions') ?? hrefOf(document, 'versions') ?? `${self}/versions`,
    branchesAt: hrefOf(document, 'pb:branches') ?? `${self}/branches`
  }
}
