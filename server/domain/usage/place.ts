/** Both engines keep and index this many UTF-16 units, whatever they are. */
const longest = 600

/** Text that every engine can keep: what it cannot is written as an escape. */
export const storable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
  text.replace(/[\u0000-\u001f\u007f]|\p{Surrogate}/gu, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A place that is too long stands for what it is in: its nearest ancestor that is short enough. */
export function fitted(place: string): string {
  const text = storable(place)
  if (text.length <= longest) return text
  const end = text.lastIndexOf('/', longest)
  return end > 0 ? text.slice(0, end) : storable(text.slice(0, longest))
}

/** Names of headers do not depend on case. */
export const headerPlace = (place: string): string =>
  /^(request|response\.\w+)\.header\//.test(place) ? place.replace(/\/.*$/s, name => name.toLowerCase()) : place
