/** Why a document cannot be read. `at` is an offset in its text, where there is one. */
export interface DocumentProblem {
  sentence: string
  at?: number | undefined
}

/** The problem as people look for it: `line 3, column 5: …`, both counted from 1. */
export function placed(text: string, { sentence, at }: DocumentProblem): string {
  if (at === undefined) return sentence
  const before = text.slice(0, at)
  const lineStart = before.lastIndexOf('\n') + 1
  return `line ${lineAt(text, at)}, column ${[...before.slice(lineStart)].length + 1}: ${sentence}`
}

/** The line of an offset, counted from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line++
  return line
}

/** Names and values of others in our sentences: quoted, and not longer than a line. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
