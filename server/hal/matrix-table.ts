import type { MatrixAnswer } from '../actions/ask-matrix.ts'

/** The matrix as text, for terminals. */
export function matrixTable({ rows, summary, notices }: MatrixAnswer): string {
  const header = ['CONSUMER', 'C_VERSION', 'REVISION', 'PROVIDER', 'P_VERSION', 'NUMBER', 'SUCCESS']
  const lines = rows.map(({ consumer, provider, publication, result }) => [
    consumer.name,
    consumer.version.number,
    String(publication.revision),
    provider.name,
    provider.version?.number ?? '',
    String(result?.number ?? ''),
    String(result?.success ?? '')
  ])
  const widths = header.map((title, column) =>
    Math.max(...[title, ...lines.map(line => line[column] ?? '')].map(text => text.length))
  )
  const inColumns = (line: string[]) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd()
  const rule = widths.map(width => '-'.repeat(width)).join('-|-')
  const reason = notices.map(({ text }) => text).join('\n')
  return [
    inColumns(header),
    rule,
    ...lines.map(inColumns),
    '',
    `Deployable: ${summary.deployable}`,
    `Reason: ${reason}`,
    ''
  ].join('\n')
}
