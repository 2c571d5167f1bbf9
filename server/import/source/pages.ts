import { NotGiven } from '../errors.ts'
import { withQuery } from './addresses.ts'
import { type Document, hrefOf, numberAt } from './document.ts'
import type { Source } from './source.ts'

const size = 100
/** A list without an end is none. */
const mostPages = 1_000_000

/**
 * The pages of a list, one after the other. `next` is followed where it leads to the next page; where it leads back, or is
 * missing although there are more pages, the address is made from the first one's. Its lost `size` is put back. A source
 * that knows no pages gives everything at once. A page that is not given is told to `onMissing`, and the others still come.
 */
export async function* pagesOf(source: Source, href: string, onMissing: (why: string) => void): AsyncGenerator<Document> {
  let address = withQuery(href, { page: 1, size })
  let known = 1
  for (let number = 1; ; number++) {
    const page = await askFor(source, address, number, onMissing)
    if (page !== undefined) yield page
    const link = page === undefined ? undefined : hrefOf(page, 'next')
    known = Math.max(known, (page && numberAt(page, 'page', 'totalPages')) ?? 1)
    const follows = link !== undefined && /[?&](?:page|pageNumber)=(\d+)/.exec(link)?.[1] === String(number + 1)
    if ((number >= known && !follows) || number === mostPages) return
    address = withQuery(follows ? (link as string) : href, { page: number + 1, size })
  }
}

async function askFor(source: Source, address: string, number: number, onMissing: (why: string) => void) {
  try {
    const page = await source.find(address)
    // A list that is not there is empty; a page that is not there, of a list that is, is missing.
    if (page === undefined && number > 1) onMissing(`page ${number} of the list is not there: ${address}`)
    return page
  } catch (error) {
    if (!(error instanceof NotGiven)) throw error
    onMissing(`a page of the list is not given: ${error.message}`)
    return undefined
  }
}
