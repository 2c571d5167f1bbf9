import { segmentAfter } from './addresses.ts'
import { type Document, hrefOf, linksOf, listAt, textAt, timesOf } from './document.ts'
import { pagesOf } from './pages.ts'
import type { Source } from './source.ts'

/** A branch that a version is on, or a tag that it has; the date is behind the link. */
export interface SourceMark {
  name: string
  href: string
}

/** A deployment or release of a version, as its links tell. */
export interface SourceStayLink {
  uuid: string
  href: string
  isCurrent: boolean
}

export interface SourceVersion {
  number: string
  buildUrl: string | undefined
  createdAt: number
  updatedAt: number
  branches: Array<SourceMark & { isHead: boolean }>
  tags: SourceMark[]
  pacts: string[]
  deployments: SourceStayLink[]
  releases: SourceStayLink[]
}

/** Every version of an application, the oldest first. Reference 1.5. */
export async function readVersions(
  source: Source,
  versionsAt: string,
  onMissing: (why: string) => void
): Promise<SourceVersion[]> {
  // A list that grows while it is read shifts: what was the last of a page is the first of the next.
  const found = new Map<string, SourceVersion>()
  for await (const page of pagesOf(source, versionsAt, onMissing)) {
    for (const document of listAt(page, '_embedded', 'versions')) {
      const version = versionOf(document)
      if (version !== undefined && !found.has(version.number)) found.set(version.number, version)
    }
  }
  return [...found.values()].reverse()
}

function versionOf(document: Document): SourceVersion | undefined {
  const number = textAt(document, 'number')
  if (number === undefined) return undefined
  const branches = listAt(document, '_embedded', 'branchVersions')
  return {
    number,
    buildUrl: textAt(document, 'buildUrl'),
    ...(timesOf(document) ?? { createdAt: 0, updatedAt: 0 }),
    branches: (branches.length > 0 ? branches : listAt(document, '_embedded', 'branches')).flatMap(item =>
      marksOf(item).map(mark => ({ ...mark, isHead: item.latest === true }))
    ),
    tags: listAt(document, '_embedded', 'tags').flatMap(marksOf),
    pacts: linksOf(document, 'pb:pact-versions').flatMap(link => textAt(link, 'href') ?? []),
    deployments: staysOf(document, 'pb:deployed-environments', 'deployed-versions', 'currently_deployed'),
    releases: staysOf(document, 'pb:released-environments', 'released-versions', 'currently_supported')
  }
}

function marksOf(item: Document): SourceMark[] {
  const name = textAt(item, 'name')
  const href = hrefOf(item, 'self')
  return name === undefined || href === undefined ? [] : [{ name, href }]
}

function staysOf(document: Document, relation: string, word: string, current: string): SourceStayLink[] {
  return linksOf(document, relation).flatMap(link => {
    const href = textAt(link, 'href') ?? ''
    const uuid = segmentAfter(href, word)
    return uuid === undefined ? [] : [{ uuid, href, isCurrent: link[current] === true }]
  })
}
