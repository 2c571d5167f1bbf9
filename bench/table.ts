import { cpus } from 'node:os'
import type { Figures } from './measure.ts'

export interface Line {
  engine: string
  results: number
  shape: string
  figures: Figures
  floor: Figures
  statements: number
  /** Of the disk, a second, for what writes. */
  rawCommits: number | undefined
}

export interface Report {
  lines: Line[]
  /** Bytes stored for a publication of known content, by engine. */
  bytes: Record<string, number>
  /** Webhooks told a second, by engine. */
  deliveries: Record<string, number>
}

const count = (n: number) => n.toLocaleString('en-GB', { maximumFractionDigits: n < 10 ? 1 : 0 })
const ratio = (n: number) => n.toFixed(2)

/** The report as Markdown. All figures of a table come from one run; only its ratios mean anything elsewhere. */
export function toMarkdown({ lines, bytes, deliveries }: Report): string {
  const smallest = Math.min(...lines.map(({ results }) => results))
  const rows = lines.map(line => {
    const { engine, results, shape, figures, floor, statements, rawCommits } = line
    const small = lines.find(other => other.engine === engine && other.shape === shape && other.results === smallest)
    const growth = results === smallest || small === undefined ? '' : ratio(small.figures.perSecond / figures.perSecond)
    return [
      engine,
      count(results),
      shape,
      count(figures.perSecond),
      count(figures.p50),
      count(figures.p99),
      ratio(figures.perSecond / floor.perSecond),
      ratio(figures.p99 / Math.max(1, floor.p99)),
      growth,
      statements.toFixed(1),
      rawCommits === undefined ? '' : `${ratio(figures.perSecond / rawCommits)} of ${count(rawCommits)}`,
      figures.failures === 0 ? '' : `${figures.failures} failed`
    ]
  })
  const header = [
    'engine',
    'results',
    'shape',
    'a second',
    'p50 ms',
    'p99 ms',
    'of the floor',
    'p99 to floor',
    'slower than small',
    'statements',
    'of raw commits',
    ''
  ]
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    `Node ${process.version}, ${cpus().length} cores. 10 connections, the load generator on the same machine.`,
    `The floor: a bare Fastify route that answers a constant of the same size, measured right before each line.`,
    `Raw commits: of one small row each, flushed (\`synchronous=FULL\`), one after the other, measured right before the line.`,
    `Stored for a publication whose content is known: ${Object.entries(bytes)
      .map(([engine, size]) => `${count(size)} bytes (${engine})`)
      .join(', ')}.`,
    `Webhooks told a second, from a full queue, ten at a time: ${Object.entries(deliveries)
      .map(([engine, rate]) => `${count(rate)} (${engine})`)
      .join(', ')}.`,
    '',
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    ''
  ].join('\n')
}
