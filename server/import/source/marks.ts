import { dateAt, listAt, textAt, timesOf } from './document.ts'
import { pagesOf } from './pages.ts'
import type { Source } from './source.ts'

export interface SourceBranch {
  name: string
  createdAt: number
  updatedAt: number
}

/** Every branch of an application; sources older than branches have none. Reference 1.6. */
export async function readBranches(
  source: Source,
  branchesAt: string,
  onMissing: (why: string) => void
): Promise<SourceBranch[]> {
  const found = new Map<string, SourceBranch>()
  for await (const page of pagesOf(source, branchesAt, onMissing)) {
    for (const document of listAt(page, '_embedded', 'branches')) {
      const name = textAt(document, 'name')
      const times = timesOf(document)
      if (name !== undefined && times !== undefined) found.set(name, { name, ...times })
    }
  }
  return [...found.values()]
}

/** When a version joined a branch or got a tag. Undefined where it did not, or not any more. */
export async function readMarkDate(source: Source, href: string): Promise<number | undefined> {
  const document = await source.find(href)
  return document && dateAt(document, 'createdAt')
}
