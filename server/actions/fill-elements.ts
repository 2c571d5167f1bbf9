import type { Broker } from '../broker.ts'
import { noneKnown } from '../domain/windows/document-elements.ts'
import { readText } from '../storage/contents.ts'
import { documentsWithoutElements, keepElements } from '../storage/document-elements.ts'
import { announceWindows } from '../storage/windows.ts'
import { readDocumentAside } from './read-document.ts'

/**
 * Reads the elements of one document that is stored since before they were kept, or were found by today's rules. True when there
 * is nothing left. Other replicas may be at it, too: what they find is the same.
 */
export async function fillSomeElements({ db, now }: Broker): Promise<boolean> {
  const [document] = await documentsWithoutElements(db, 1)
  if (document === undefined) return true
  const text = await readText(db, document.contentId)
  const read = text === undefined ? undefined : await readDocumentAside(text)
  // Nobody asks again for what cannot be read.
  const elements = read === undefined || 'problems' in read ? noneKnown : read.elements
  await db.transaction(async tx => {
    await keepElements(tx, document.id, elements)
    await announceWindows(tx, { document: document.id }, now())
  })
  return false
}
