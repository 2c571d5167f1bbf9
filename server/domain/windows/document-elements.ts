import { type ElementsFound, findElements } from '../comparison/elements.ts'
import type { Json } from '../comparison/json.ts'
import { readOffered } from '../comparison/read-offered.ts'
import { type DocumentFacts, readDocument } from '../provider-contracts/read-document.ts'
import { firstMoment, lastMoment } from './days.ts'

/** To be raised when today's rules find other elements, so that those of every document are found anew. */
export const elementRules = 2

/** Something that a provider's document promises. */
export interface OfferedElement {
  key: string
  /** Of messages: as the provider sees it. */
  direction?: 'sends' | 'receives'
  audience?: 'public'
  /** There is none where the element is not deprecated. */
  declared?: DeclaredDates
}

/** What a document says of a deprecated element. Undefined: not said, or no date. */
export interface DeclaredDates {
  /** The first millisecond of that day, UTC. */
  deprecatedOn: number | undefined
  /** The last millisecond of that day, UTC. */
  sunset: number | undefined
  /** Dates as written, where they are none. */
  odd: string[]
}

/** All elements of a document, with the keys under which there may be more: `''` for anything. */
export interface DocumentElements {
  elements: OfferedElement[]
  cut: string[]
}

/** What is to be known of a document before it is kept, from one reading of it. */
export interface ReadDocument {
  facts: DocumentFacts
  warnings: string[]
  elements: ElementsFound
}

export function readWithElements(text: string): ReadDocument | { problems: string[] } {
  const read = readDocument(text)
  if ('problems' in read) return read
  const { facts, warnings, content } = read
  return { facts, warnings, elements: elementsIn(content, stepsFor(text)) }
}

/** A short document is read beside other requests, so that what it combines without end must end soon. */
const stepsFor = (text: string) => Math.min(1_000_000, 20_000 + 10 * text.length)

/** Whatever the document is, nothing is thrown: it is kept all the same. */
function elementsIn(content: Json, steps: number): ElementsFound {
  try {
    return findElements(readOffered([{ name: 'default', content }]), steps)
  } catch {
    return noneKnown
  }
}

/** Of a document of which the elements cannot be told. */
export const noneKnown: ElementsFound = { elements: [], cut: [''], topics: [] }

const longestDate = 40

/** As text: most elements are their key alone. */
export function packElements({ elements, cut }: ElementsFound): string {
  const packed = elements.map(({ key, direction, audience, deprecated, deprecatedOn, sunset }) => {
    const dates = [deprecatedOn, sunset].map(text => text?.slice(0, longestDate) ?? null)
    const isPlain = direction === undefined && audience === undefined && !deprecated && dates.every(date => date === null)
    return isPlain ? key : [key, direction?.[0] ?? '', Number(audience === 'public'), Number(deprecated), ...dates]
  })
  return JSON.stringify({ cut, elements: packed })
}

type Packed =
  | string
  | [key: string, direction: string, open: number, deprecated: number, on: string | null, sunset: string | null]

export function unpackElements(text: string): DocumentElements {
  const { cut, elements } = JSON.parse(text) as { cut: string[]; elements: Packed[] }
  return { cut, elements: elements.map(unpack) }
}

function unpack(packed: Packed): OfferedElement {
  if (typeof packed === 'string') return { key: packed }
  const [key, direction, open, deprecated, on, sunset] = packed
  const isDeclared = deprecated === 1 || on !== null || sunset !== null
  return {
    key,
    ...(direction !== '' && { direction: direction === 's' ? 'sends' : 'receives' }),
    ...(open === 1 && { audience: 'public' }),
    ...(isDeclared && { declared: datesOf(on, sunset) })
  }
}

function datesOf(on: string | null, sunset: string | null): DeclaredDates {
  const [deprecatedOn, end] = [on === null ? undefined : firstMoment(on), sunset === null ? undefined : lastMoment(sunset)]
  return {
    deprecatedOn,
    sunset: end,
    odd: [...(on !== null && deprecatedOn === undefined ? [on] : []), ...(sunset !== null && end === undefined ? [sunset] : [])]
  }
}

/** Whether an element that is not among them may be there all the same. */
export const mayHold = ({ cut }: Pick<DocumentElements, 'cut'>, key: string): boolean =>
  cut.some(above => above === '' || key === above || (key.startsWith(above) && /^[#/]/.test(key.slice(above.length))))
