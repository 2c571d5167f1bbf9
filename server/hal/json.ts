/** Text that is JSON already. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * A document whose parts are written once and used often: json`{"name":${name},"version":${alreadyJson}}`. Every value is
 * turned into JSON on its way in, unless it is JsonText; lists may hold either.
 */
export function json(strings: TemplateStringsArray, ...values: unknown[]): JsonText {
  let text = strings[0] as string
  for (let i = 0; i < values.length; i++) text += textOf(values[i]) + strings[i + 1]
  return new JsonText(text)
}

function textOf(value: unknown): string {
  if (value instanceof JsonText) return value.text
  if (Array.isArray(value) && value[0] instanceof JsonText) return `[${value.map(textOf).join(',')}]`
  if (typeof value === 'string' && needsNoEscape.test(value)) return `"${value}"`
  return JSON.stringify(value)
}

/** Printable ASCII but quote and backslash: most of what is written, and much quicker than asking the engine each time. */
const needsNoEscape = /^[ !#-[\]-~]*$/
