import { writeFileSync } from 'node:fs'
import { wrong } from './door.ts'
import { annotationsOf, plainInLog, tellRunner } from './forms/github.ts'
import { junitOf } from './forms/junit.ts'
import { fenced, markdownOf } from './forms/markdown.ts'
import { textOf } from './forms/text.ts'
import { type Paint, painted, printable } from './paint.ts'
import type { Report } from './report.ts'

export const formats = ['text', 'json', 'markdown', 'junit', 'github'] as const
export type Format = (typeof formats)[number]

/** Where a command's words go: answers to stdout, remarks to stderr. */
export interface Output {
  format: Format
  verbose: boolean
  /** The document, or what `told` makes of it: text for a person, or a report, of which every form can be made. */
  answer(document: unknown, told: () => string | Report): void
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
  const plain = { verbose, paint: (_: Paint, text: string) => text }
  const paint = (colour: Paint, text: string) => (coloured ? painted(colour, text) : text)
  let isLive = false
  const clear = () => {
    const before = isLive ? '\r\u001b[2K' : ''
    isLive = false
    return before
  }
  const print = (text: string) => void stdout.write(`${printable(text)}\n`)

  function inForm(form: Format, document: unknown, told: string | Report, style: Parameters<typeof textOf>[1]): string {
    if (form === 'json') return JSON.stringify(document, null, 2)
    const report = typeof told === 'string' ? undefined : told
    const text = () => (typeof told === 'string' ? told : textOf(told, style))
    switch (form) {
      case 'text':
        return text()
      case 'markdown':
        return report === undefined ? fenced(text()) : markdownOf(report)
      case 'junit':
        // What is no question has succeeded when there is an answer.
        return junitOf(report ?? { title: text().split('\n', 1)[0] as string, answer: 'yes', lines: [] }, name)
      case 'github':
        return [plainInLog(printable(text())), ...(report === undefined ? [] : annotationsOf(report))].join('\n')
    }
  }

  function answer(document: unknown, tell: () => string | Report): void {
    // Without any need for words none are made: some look up more.
    const told = format === 'json' && files.every(file => file.format === 'json') ? '' : tell()
    const text = inForm(format, document, told, { verbose, paint })
    if (format === 'json') stdout.write(`${text}\n`)
    else print(text)
    if (format === 'github' && typeof told !== 'string') tellRunner(told, env)
    for (const file of files) writeTo(file.path, `${inForm(file.format, document, told, plain)}\n`)
  }

  return {
    format,
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
