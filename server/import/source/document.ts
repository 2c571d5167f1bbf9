/** A JSON object of another broker: nothing about it is certain. */
export interface Document {
  [member: string]: unknown
}

export const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function valueAt(document: Document, path: readonly string[]): unknown {
  let value: unknown = document
  for (const member of path) value = isDocument(value) ? value[member] : undefined
  return value
}

export function documentAt(document: Document, ...path: string[]): Document | undefined {
  const value = valueAt(document, path)
  return isDocument(value) ? value : undefined
}

/** The objects of a list; none where there is no list. */
export function listAt(document: Document, ...path: string[]): Document[] {
  const value = valueAt(document, path)
  return Array.isArray(value) ? value.filter(isDocument) : []
}

export function textAt(document: Document, ...path: string[]): string | undefined {
  const value = valueAt(document, path)
  return typeof value === 'string' ? value : undefined
}

export function numberAt(document: Document, ...path: string[]): number | undefined {
  const value = valueAt(document, path)
  return typeof value === 'number' ? value : undefined
}

/** Milliseconds UTC. */
export function dateAt(document: Document, ...path: string[]): number | undefined {
  const date = Date.parse(textAt(document, ...path) ?? '')
  return Number.isNaN(date) ? undefined : date
}

/** When a thing was created and changed last; the second is left out where it is the first. */
export function timesOf(document: Document): { createdAt: number; updatedAt: number } | undefined {
  const createdAt = dateAt(document, 'createdAt')
  return createdAt === undefined ? undefined : { createdAt, updatedAt: dateAt(document, 'updatedAt') ?? createdAt }
}

/** The links of a relation, whether the document has one or a list. */
export function linksOf(document: Document, relation: string): Document[] {
  const value = valueAt(document, ['_links', relation])
  return (Array.isArray(value) ? value : [value]).filter(isDocument)
}

export function hrefOf(document: Document, relation: string): string | undefined {
  const [link] = linksOf(document, relation)
  return link === undefined ? undefined : textAt(link, 'href')
}
