import { type PeriodAsked, reportOfLog } from './actions/report-autonomy.ts'
import { autonomyDocument } from './hal/autonomy.ts'
import { autonomyMarkdown, autonomyText } from './hal/autonomy-text.ts'
import { urls } from './hal/urls.ts'
import { parseJson } from './http/bodies.ts'

/** The report from the text of a log, CSV or JSON, without a broker: as document, as text and as Markdown. */
export function autonomyOfLog(text: string, asked: PeriodAsked & { environment?: string | undefined; format: 'csv' | 'json' }) {
  const { format, ...rest } = asked
  const report = reportOfLog({ ...rest, ...(format === 'csv' ? { csv: text } : { deployments: rowsOf(parseJson(text)) }) })
  return {
    document: autonomyDocument(report, urls.autonomyOfLog),
    text: autonomyText(report),
    markdown: autonomyMarkdown(report)
  }
}

/** A list of deployments, or an object that holds it. */
function rowsOf(value: unknown): object[] {
  const list = Array.isArray(value) ? value : (value as { deployments?: unknown } | null)?.deployments
  if (!Array.isArray(list)) throw new Error('It must be a JSON array of deployments, or an object with one as "deployments".')
  return list.map(row => (typeof row === 'object' && row !== null ? (row as object) : {}))
}
