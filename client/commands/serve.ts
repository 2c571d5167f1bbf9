import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'

/** Which setting each option is. */
const settings = {
  host: 'SOLOIST_HOST',
  port: 'SOLOIST_PORT',
  'database-url': 'SOLOIST_DATABASE_URL',
  'base-url': 'SOLOIST_BASE_URL',
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
    'log-level': { type: 'string', value: 'LEVEL', help: 'SOLOIST_LOG_LEVEL; else info' }
  },
  async run({ values, env, out }) {
    const { serve } = await serverPart()
    const given = Object.entries(settings).flatMap(([option, name]) => {
      const value = values[option as keyof typeof settings]
      return value === undefined ? [] : [[name, value]]
    })
    const stopped = untilStopped()
    const { address, close } = await started(() => serve({ ...env, ...Object.fromEntries(given) }))
    out.answer({ address }, () => `Soloist answers at ${address}`)
    await stopped
    await close()
    return exitCodes.done
  }
})

/** Library and command may be installed without the server and what it depends on. */
export async function serverPart() {
  try {
    return await import('soloist/server')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw cause
    throw wrong(`The server is no part of this installation: install the whole package soloist. (${message})`, cause)
  }
}

/** What keeps a server from starting is told in a sentence: a setting, a port that is taken, a database out of reach. */
async function started<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start()
  } catch (cause) {
    throw wrong(`The broker cannot start: ${(cause as Error).message}`, cause)
  }
}

function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
