/** What the broker's documents have in common. Members are as on the wire; unknown ones are kept. */
export interface Link {
  href: string
  title?: string
  name?: string
  templated?: boolean
}

export type Links = Record<string, Link | Link[]>

export interface Document {
  _links: Links
  /** ISO 8601 in UTC, in whole seconds. */
  createdAt?: string
  updatedAt?: string
}

export interface Page {
  number: number
  size: number
  totalElements: number
  totalPages: number
}

export type List<Name extends string, Item> = {
  _embedded: { [name in Name]: Item[] }
  _links: Links
  page?: Page
}

export interface Notice {
  type: 'success' | 'debug' | 'info' | 'warning' | 'prompt' | 'error' | 'danger'
  text: string
}
