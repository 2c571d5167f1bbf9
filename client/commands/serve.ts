import { command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { inWords, serverPart } from '../server-part.ts'

/** Which setting each option is. */
const settings = {
  host: 'SOLOIST_HOST',
  port: 'SOLOIST_PORT',
  'database-url': 'SOLOIST_DATABASE_URL',
  'base-url': 'SOLOIST_BASE_URL',
  'trust-proxy': 'SOLOIST_TRUST_PROXY',
  'log-level': 'SOLOIST_LOG_LEVEL'
} as const

export const serve = command({
  name: 'serve',
  summary: 'Start a broker, until it is told to stop',
  options: {
    host: { type: 'string', value: 'HOST', help: 'Where to listen (SOLOIST_HOST; else 127.0.0.1)' },
    port: { type: 'string', value: 'PORT', help: 'SOLOIST_PORT; else 9292' },
    'database-url': { type: 'string', value: 'URL', help: 'SOLOIST_DATABASE_URL; else sqlite:./data/soloist.db' },
    'base-url': { type: 'string', value: 'URL', help: 'The address that clients use, behind a proxy (SOLOIST_BASE_URL)' },
    'trust-proxy': {
      type: 'string',
      value: 'WHO',
      help: 'Whose X-Forwarded-* count (SOLOIST_TRUST_PROXY; else loopback private)'
    },
    'log-level': { type: 'string', value: 'LEVEL', help: 'SOLOIST_LOG_LEVEL; else info' }
  },
  async run({ values, env, out }) {
    const { serve } = await serverPart()
    const given = Object.entries(settings).flatMap(([option, name]) => {
      const value = values[option as keyof typeof settings]
      return value === undefined ? [] : [[name, value]]
    })
    const stopped = untilStopped()
    const { address, close } = await inWords('The broker cannot start', () => serve({ ...env, ...Object.fromEntries(given) }))
    out.answer({ address }, () => `Soloist answers at ${address}`)
    await stopped
    await close()
    return exitCodes.done
  }
})

function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
