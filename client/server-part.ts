import { wrong } from './door.ts'

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

/** What keeps the server's part from working is told in a sentence: a setting, a port that is taken, a database out of reach. */
export async function inWords<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw wrong(`${what}: ${(cause as Error).message}`, cause)
  }
}
