import compose, { empty, join, type RawValue, Sql } from 'sql-template-tag'
import type { Page } from '../domain/page.ts'

export { empty, join, Sql }

type List = readonly number[] | readonly string[]

/** A place in a statement that is composed once and filled in for each question. */
export class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A list bound as one parameter, so that its length never changes the statement. */
export class Among {
  readonly values: List | Slot

  constructor(values: List | Slot) {
    this.values = values
  }
}

/**
 * The operator and operand for "is one of these": sql`… where version_id ${among(ids)}`.
 * Each engine has its own words for it (`= any($1)`, `in (select value from json_each(?))`), which only it knows.
 */
export function among(values: List | Slot): Sql {
  return new Sql(['', ''], [new Among(values)])
}

const composedOnce = new WeakSet<object>()

/** SQL with values that never become text. A statement without fragments is known by the place in the code where it stands. */
export function sql(strings: TemplateStringsArray, ...values: RawValue[]): Sql {
  const query = compose(strings, ...values)
  if (values.some(value => value instanceof Sql)) return query
  composedOnce.add(strings)
  return Object.assign(query, { strings })
}

/**
 * A statement with its slots filled in. Composing a large statement costs more than running it; so it is composed once for
 * each shape, with slots where its values go, and the engines recognise it by its identity.
 */
export function fill(composed: Sql, values: Readonly<Record<string, unknown>>): Sql {
  composedOnce.add(composed.strings)
  const filled = composed.values.map(value => {
    if (value instanceof Slot) return values[value.name]
    return value instanceof Among && value.values instanceof Slot ? new Among(values[value.values.name] as List) : value
  })
  return Object.assign(Object.create(Sql.prototype) as Sql, { strings: composed.strings, values: filled })
}

/** Whether the statement's strings are those of one composed once, so that they can stand for its text. */
export const isComposedOnce = ({ strings }: Sql): boolean => composedOnce.has(strings)

/** The statement's text for an engine, which says how it writes the nth placeholder. */
export function textOf(query: Sql, placeholder: (value: unknown, position: number) => string): string {
  let text = query.strings[0] ?? ''
  for (let i = 0; i < query.values.length; i++) text += placeholder(query.values[i], i + 1) + query.strings[i + 1]
  return text
}

/** The rows of one page, or all of them; at the end of a statement that says its order. */
export const onPage = (page: Page | undefined): Sql =>
  page === undefined ? empty : sql`limit ${page.size} offset ${(page.number - 1) * page.size}`

/** What `like … escape '!'` is given to look for a text anywhere, its own wildcards taken literally. */
export const anywhere = (text: string) => `%${text.replace(/[!%_]/g, '!$&')}%`
