import type { MatrixAnswer } from '../actions/ask-matrix.ts'
import { textTable } from './text-table.ts'

const header = ['CONSUMER', 'C_VERSION', 'REVISION', 'PROVIDER', 'P_VERSION', 'NUMBER', 'SUCCESS']

/** The matrix as text, for terminals. */
export function matrixTable({ rows, summary, notices }: MatrixAnswer): string {
  const lines = rows.map(({ consumer, provider, publication, result }) => [
    consumer.name,
    consumer.version.number,
    String(publication.revision),
    provider.name,
    provider.version?.number ?? '',
    String(result?.number ?? ''),
    String(result?.success ?? '')
  ])
  const reason = notices.map(({ text }) => text).join('\n')
  return [textTable(header, lines), '', `Deployable: ${summary.deployable}`, `Reason: ${reason}`, ''].join('\n')
}
