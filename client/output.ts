import { writeFileSync } from 'node:fs'
import { wrong } from './door.ts'
import { annotationsOf, plainInLog, tellRunner } from './forms/github.ts'
import { junitOf } from './forms/junit.ts'
import { fenced, markdownOf, markdownTable } from './forms/markdown.ts'
import { textOf, textTable } from './forms/text.ts'
import { type Paint, painted, printable, unpainted } from './paint.ts'
import type { Report, Table } from './report.ts'

export const formats = ['text', 'json', 'markdown', 'junit', 'github'] as const
export type Format = (typeof formats)[number]

export type Told = Report | Table | string

/** Where a command's words go: answers to stdout, remarks to stderr. */
export interface Output {
  format: Format
  /** Whether the answer will be given in any of the forms; what others are made of need not be looked up. */
  wants(...forms: Format[]): boolean
  verbose: boolean
  /** The document, or what `tell` makes of it: a report, of which every form can be made; what was done, in words; or a list. */
  answer(document: unknown, tell: () => Told): void
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

export interface Asked {
  /** The command's name. */
  name: string
  format: Format
  verbose: boolean
  /** Files that get the answer in a form of their own, beside what is printed. */
  files: ReadonlyArray<{ format: Format; path: string }>
}

export function outputTo(
  { stdout, stderr, env }: { stdout: Stream; stderr: Stream; env: Record<string, string | undefined> },
  { name, format, verbose, files }: Asked
): Output {
  const coloured = format === 'text' && stdout.isTTY === true && (env.NO_COLOR ?? '') === ''
  const asked = new Set([format, ...files.map(file => file.format)])
  const wants = (...forms: Format[]) => forms.some(form => asked.has(form))
  const plain = { verbose, paint: (_: Paint, text: string) => text }
  const paint = (colour: Paint, text: string) => (coloured ? painted(colour, text) : text)
  let isLive = false
  const clear = () => {
    const before = isLive ? '\r\u001b[2K' : ''
    isLive = false
    return before
  }
  const print = (text: string) => void stdout.write(`${printable(text)}\n`)

  function inForm(form: Format, document: unknown, report: Report, style: Parameters<typeof textOf>[1]): string {
    switch (form) {
      case 'json':
        return JSON.stringify(document, null, 2)
      case 'text':
        return textOf(report, style)
      case 'markdown':
        return markdownOf(report)
      case 'junit':
        return junitOf(report, name)
      case 'github':
        return [plainInLog(printable(textOf(report, style))), ...annotationsOf(report)].join('\n')
    }
  }

  function answer(document: unknown, tell: () => Told): void {
    // Without any need for words none are made.
    const told = wants('text', 'markdown', 'junit', 'github') ? tell() : ''
    const report = reportOf(told, name)
    const text = inForm(format, document, report, { verbose, paint })
    if (format === 'json') stdout.write(`${text}\n`)
    else print(text)
    if (format === 'github' && typeof told !== 'string') tellRunner(report, env)
    for (const file of files) {
      const form = inForm(file.format, document, report, plain)
      writeTo(file.path, `${file.format === 'json' ? form : unpainted(form)}\n`)
    }
  }

  return {
    format,
    wants,
    verbose,
    print,
    answer,
    say: text => void stderr.write(`${clear()}${printable(text)}\n`),
    live: text => {
      if (stderr.isTTY !== true) return
      stderr.write(`${clear()}${printable(text)}`)
      isLive = true
    },
    paint
  }
}

function writeTo(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (cause) {
    throw wrong(`--report ${path} cannot be written: ${(cause as Error).message}.`, cause)
  }
}

/** What is no report has the forms of one; it judges nothing. */
function reportOf(told: Told, name: string): Report {
  if (typeof told === 'string') {
    const [title = ''] = told.split('\n', 1)
    return { title, lines: [], written: { text: told, markdown: fenced(unpainted(told)) } }
  }
  if (!('rows' in told)) return told
  const { length } = told.rows
  const title = `${name}: ${length} ${length === 1 ? 'row' : 'rows'}`
  return { title, lines: [], written: { text: textTable(told), markdown: markdownTable(told) } }
}
