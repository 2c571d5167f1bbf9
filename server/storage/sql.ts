import { empty, join, Sql } from 'sql-template-tag'

export { default as sql } from 'sql-template-tag'
export { empty, join, Sql }

/** A list bound as one parameter, so that its length never changes the statement. */
export class Among {
  readonly values: readonly number[] | readonly string[]

  constructor(values: readonly number[] | readonly string[]) {
    this.values = values
  }
}

/**
 * The operator and operand for "is one of these": sql`… where version_id ${among(ids)}`.
 * Each engine has its own words for it (`= any($1)`, `in (select value from json_each(?))`), which only it knows.
 */
export function among(values: readonly number[] | readonly string[]): Sql {
  return new Sql(['', ''], [new Among(values)])
}

/** The statement's text for an engine, which says how it writes the nth placeholder. */
export function textOf(query: Sql, placeholder: (value: unknown, position: number) => string): string {
  let text = query.strings[0] ?? ''
  for (let i = 0; i < query.values.length; i++) text += placeholder(query.values[i], i + 1) + query.strings[i + 1]
  return text
}
