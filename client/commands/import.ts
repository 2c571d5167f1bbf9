import { command } from '../command.ts'
import { headersOf } from '../connection.ts'
import { wrong } from '../door.ts'
import { SoloistError } from '../error.ts'
import { exitCodes } from '../exit-codes.ts'
import { serverPart } from '../server-part.ts'
import { isRight, tellImport } from '../tell-import.ts'

export const importFrom = command({
  name: 'import',
  summary: 'Copy a running Pact Broker into the database of this broker',
  options: {
    from: { type: 'string', needed: true, value: 'URL', help: 'The Pact Broker that is copied' },
    username: { type: 'string', value: 'NAME', help: 'Basic auth there (PACT_BROKER_USERNAME)' },
    password: { type: 'string', value: 'WORD', help: 'Basic auth there (PACT_BROKER_PASSWORD)' },
    token: { type: 'string', value: 'TOKEN', help: 'Bearer token there (PACT_BROKER_TOKEN)' },
    database: {
      type: 'string',
      aliases: ['database-url'],
      value: 'URL',
      help: 'Where to (SOLOIST_DATABASE_URL; else sqlite:./data/soloist.db)'
    },
    'into-existing': { type: 'boolean', help: 'Add to a broker that holds things of its own' },
    parallel: { type: 'string', value: 'NUMBER', help: 'Requests under way at once; else 6' },
    sample: { type: 'string', value: 'NUMBER', help: 'can-i-deploy questions asked on both sides at the end; else 100' },
    seed: { type: 'string', value: 'NUMBER', help: 'Which questions; else 1' }
  },
  async run({ values, env, out }) {
    const { importInto } = await serverPart()
    const stopping = stopOnSignal()
    const target = values.database === undefined ? {} : { SOLOIST_DATABASE_URL: values.database }
    try {
      const report = await importInto(
        { ...env, ...target },
        {
          from: values.from,
          ...credentials(values, env),
          headers: headersOf((values as { 'custom-header'?: string[] })['custom-header'] ?? []),
          intoExisting: values['into-existing'] ?? false,
          parallel: wholeNumber('parallel', values.parallel, 1, 100),
          sample: wholeNumber('sample', values.sample, 0, 100_000),
          seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
          signal: stopping.signal,
          onProgress: event => (event.isOver ? out.say(inWords(event)) : out.live(inWords(event)))
        }
      )
      out.answer(report, () => tellImport(report, out.paint, out.verbose))
      return isRight(report) ? exitCodes.yes : exitCodes.no
    } catch (error) {
      throw understood(error)
    } finally {
      stopping.over()
    }
  }
})

interface Event {
  phase: string
  looked: number
  copied: number
  milliseconds: number
}

function inWords({ phase, looked, copied, milliseconds }: Event): string {
  const rate = milliseconds < 100 ? '' : `, ${Math.round((looked * 1000) / milliseconds)}/s`
  return `${phase}: ${looked}, ${copied} of them new${rate}`
}

/** The source's credentials; where options give none, they come from where its own clients have them. */
function credentials(
  values: { [name in 'username' | 'password' | 'token']: string | undefined },
  env: Record<string, string | undefined>
) {
  const { username, password, token } = values
  const hasOwn = username !== undefined || token !== undefined
  const [fromUsername, fromToken] = hasOwn ? [] : [env.PACT_BROKER_USERNAME, env.PACT_BROKER_TOKEN]
  return {
    username: username ?? (fromUsername || undefined),
    // Here nobody reads it from the list of processes.
    password: password ?? (env.PACT_BROKER_PASSWORD || undefined),
    token: token ?? (fromToken || undefined)
  }
}

function wholeNumber(name: string, text: string | undefined, from: number, to: number): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= from && number <= to) return number
  throw wrong(`--${name} is ${text}; it must be a whole number from ${from} to ${to}.`)
}

/** The first Ctrl-C lets what is being written come to its end. */
function stopOnSignal() {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.once(signal, stop)
  const over = () => {
    for (const signal of signals) process.off(signal, stop)
  }
  return { signal: stopping.signal, over }
}

/** What keeps an import from going on is told in a sentence. */
function understood(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string }
  if (code === 'refused') return wrong(message, error)
  if (code === 'no-answer' || code === 'stopped') return new SoloistError('unreachable', message, { cause: error })
  return error
}
