export type Paint = 'green' | 'red' | 'yellow' | 'bold' | 'dim'

/** Where a command's words go: answers to stdout, remarks to stderr. */
export interface Output {
  format: 'text' | 'json'
  verbose: boolean
  /** The document, or for a person what `text` makes of it. */
  answer(document: unknown, text: () => string): void
  /** An answer that is text already. */
  print(text: string): void
  /** A remark: what was assumed, what is under way. */
  say(text: string): void
  /** The same, but on a terminal the next one takes its place; nothing where nobody watches. */
  live(text: string): void
  paint(colour: Paint, text: string): string
}

export interface Stream {
  write(text: string): unknown
  isTTY?: boolean
}

const codes: Record<Paint, number> = { green: 32, red: 31, yellow: 33, bold: 1, dim: 2 }

export function outputTo(
  { stdout, stderr, env }: { stdout: Stream; stderr: Stream; env: Record<string, string | undefined> },
  { format, verbose }: { format: 'text' | 'json'; verbose: boolean }
): Output {
  const coloured = format === 'text' && stdout.isTTY === true && (env.NO_COLOR ?? '') === ''
  let isLive = false
  const clear = () => {
    const before = isLive ? '\r\u001b[2K' : ''
    isLive = false
    return before
  }
  const print = (text: string) => void stdout.write(`${printable(text)}\n`)
  return {
    format,
    verbose,
    print,
    answer: (document, text) => (format === 'json' ? void stdout.write(`${JSON.stringify(document, null, 2)}\n`) : print(text())),
    say: text => void stderr.write(`${clear()}${printable(text)}\n`),
    live: text => {
      if (stderr.isTTY !== true) return
      stderr.write(`${clear()}${printable(text)}`)
      isLive = true
    },
    paint: (colour, text) => (coloured ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const control = /(\u001b\[\d+m)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Names and sentences come from others; only our own colours may steer the terminal. */
export const printable = (text: string) => text.replace(control, (_, colour: string | undefined) => colour ?? '')

/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(row => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join('  ')
      .trimEnd()
  return [line(head), ...rows.map(line)].join('\n')
}
