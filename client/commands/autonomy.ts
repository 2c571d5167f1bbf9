import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Autonomy } from '../autonomy.ts'
import { type Asked, command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Report } from '../report.ts'
import { inWords, serverPart } from '../server-part.ts'

const options = {
  environment: { type: 'string', aliases: ['to-environment'], value: 'NAME', help: 'The environment, by name or uuid' },
  from: { type: 'string', value: 'DAY', help: 'The first day, as 2026-01-31; else the last 90 days, or all of the log' },
  to: { type: 'string', value: 'DAY', help: 'The last day' },
  log: {
    type: 'string',
    value: 'FILE',
    help: 'Instead of asking a broker: a log of deployments, CSV or JSON (application, version, environment, at)'
  }
} as const

export const autonomy = command({
  name: 'autonomy',
  summary: 'Report how far teams deploy alone, with a score and what it is made of',
  options,
  async run(asked) {
    return asked.values.log === undefined ? ofEnvironment(asked) : ofLog(asked, asked.values.log)
  }
})

async function ofEnvironment({ values: { environment, from, to }, broker, out }: Asked<typeof options>): Promise<number> {
  if (environment === undefined) throw wrong('Which environment? Give --environment, or --log with a file of deployments.')
  const asked = { environment, from, to }
  const document = await broker.autonomy(asked)
  // The broker makes the report anew for each.
  const text = out.wants('text', 'junit', 'github') ? await broker.autonomyText(asked) : ''
  const markdown = out.wants('markdown', 'github') ? await broker.autonomyText(asked, 'markdown') : ''
  out.answer(document, () => tell(document, { text, markdown }))
  return exitCodes.done
}

async function ofLog({ values: { environment, from, to }, out, folder }: Asked<typeof options>, file: string): Promise<number> {
  const { autonomyOfLog } = await serverPart()
  const text = contentOf(resolve(folder, file), file)
  const format = /\.json$/i.test(file) ? 'json' : 'csv'
  const made = await inWords(file, async () => autonomyOfLog(text, { format, environment, from, to }))
  out.answer(made.document, () => tell(made.document, made))
  return exitCodes.done
}

/** A report is no gate: what costs points is told, and judged by nobody. */
function tell({ losses }: Pick<Autonomy, 'losses'>, made: { text: string; markdown: string }): Report {
  const [text, markdown] = [made.text.trimEnd(), made.markdown.trimEnd()]
  const [title = ''] = text.split('\n', 1)
  const lines = losses.map(({ part, because, wonBackBy }) => ({
    outcome: 'info' as const,
    code: part,
    text: because,
    next: wonBackBy
  }))
  return { title, lines, written: { text, markdown } }
}

function contentOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw wrong(`--log ${file} cannot be read: ${(cause as Error).message}.`, cause)
  }
}
