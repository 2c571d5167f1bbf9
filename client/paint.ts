export type Paint = 'green' | 'red' | 'yellow' | 'bold' | 'dim'

const codes: Record<Paint, number> = { green: 32, red: 31, yellow: 33, bold: 1, dim: 2 }

/** The text in a colour, for a terminal. */
export const painted = (colour: Paint, text: string) => `\u001b[${codes[colour]}m${text}\u001b[0m`

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const control = /(\u001b\[\d+m)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Names and sentences come from others; only our own colours may steer the terminal. */
export const printable = (text: string) => text.replace(control, (_, colour: string | undefined) => colour ?? '')

/** Without any colour, for what is no terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
export const unpainted = (text: string) => printable(text).replace(/\u001b\[\d+m/g, '')

/** On one line, whatever others wrote. */
export const oneLine = (text: string) => unpainted(text).replace(/\s+/g, ' ').trim()
