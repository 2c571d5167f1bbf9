const longest = 255
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const control = /[\u0000-\u001f\u007f-\u009f]/

/**
 * What is wrong with a name, version, branch, tag or instance, or undefined. One rule for both engines: PostgreSQL
 * refuses NUL, replaces lone surrogates and limits index keys, SQLite takes everything.
 */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'cannot be blank'
  if (/[\r\n]/.test(name)) return 'cannot contain multiple lines'
  if (control.test(name)) return 'cannot contain control characters'
  if (/\p{Surrogate}/u.test(name)) return 'must be valid Unicode'
  return name.length > longest && [...name].length > longest ? `cannot be longer than ${longest} characters` : undefined
}

/** What is wrong with a text that is no name: a title, an address. */
export function textProblem(text: string): string | undefined {
  if (/[\r\n]/.test(text)) return 'cannot contain multiple lines'
  if (control.test(text)) return 'cannot contain control characters'
  return /\p{Surrogate}/u.test(text) ? 'must be valid Unicode' : undefined
}

/** What names are searched and sorted by, whatever their case. */
export const nameKey = (name: string) => name.toLowerCase()

export type SameName = (one: string, other: string) => boolean

/** Which names are one and the same, as the settings have it. */
export const sameNameWhere = ({ caseSensitiveNames }: { caseSensitiveNames: boolean }): SameName =>
  caseSensitiveNames ? (one, other) => one === other : (one, other) => nameKey(one) === nameKey(other)

/** The same, where content that was made when an application had another name is its own. `renamed` leads to the names of now. */
export const alsoBefore =
  (same: SameName, renamed: ReadonlyMap<string, string>): SameName =>
  (one, other) =>
    same(one, other) || renamed.get(one) === other

/** `foo-bar`, `fooBar` → `Foo Bar`. */
export function displayNameFor(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[-_.\s]+/)
  const capitalised = words.filter(word => word !== '').map(word => word[0]?.toUpperCase() + word.slice(1))
  return capitalised.join(' ') || name
}
