/** Values by the name that stands behind `pactbroker.`; see parameters.ts for which there are. */
export type Parameters = Readonly<Record<string, string>>

const parameter = /\$\{pactbroker\.(\w+)\}/g

export const hasParameter = (text: string): boolean => /\$\{pactbroker\.\w+\}/.test(text)

/** A name that nobody knows stays as it is written. */
function fill(text: string, parameters: Parameters, encode: (value: string) => string): string {
  return text.replace(parameter, (whole, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    return value === undefined ? whole : encode(value)
  })
}

/** Headers and credentials: as it is. */
export const fillText = (text: string, parameters: Parameters): string => fill(text, parameters, value => value)

/** A value cannot leave its place in the address. */
export const fillUrl = (url: string, parameters: Parameters): string =>
  fill(url, parameters, value => new URLSearchParams([['', value]]).toString().slice(1))

/**
 * The body as it is sent, or undefined for none. In JSON a value is escaped, so that a tag with a quotation mark does not
 * break it; the reference does not. Text that is a JSON document counts as JSON.
 */
export function fillBody(body: unknown, parameters: Parameters): string | undefined {
  if (body === null || body === undefined) return undefined
  if (typeof body === 'string' && !isJsonDocument(body)) return fillText(body, parameters)
  return fill(typeof body === 'string' ? body : JSON.stringify(body), parameters, value => JSON.stringify(value).slice(1, -1))
}

function isJsonDocument(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
