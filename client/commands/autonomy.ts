import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Asked, command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
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
  if (out.format === 'markdown') out.print(await broker.autonomyText(asked, 'markdown'))
  else {
    const text = await broker.autonomyText(asked)
    out.answer(await broker.autonomy(asked), () => text)
  }
  return exitCodes.done
}

async function ofLog({ values: { environment, from, to }, out, folder }: Asked<typeof options>, file: string): Promise<number> {
  const { autonomyOfLog } = await serverPart()
  const text = contentOf(resolve(folder, file), file)
  const format = /\.json$/i.test(file) ? 'json' : 'csv'
  const made = await inWords(file, async () => autonomyOfLog(text, { format, environment, from, to }))
  if (out.format === 'markdown') out.print(made.markdown)
  else out.answer(made.document, () => made.text)
  return exitCodes.done
}

function contentOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw wrong(`--log ${file} cannot be read: ${(cause as Error).message}.`, cause)
  }
}
