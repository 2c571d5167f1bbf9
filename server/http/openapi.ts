import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { version } from '../package.ts'

/** Collects every route that is registered after it, and serves the description at `/openapi.json`. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Soloist',
        description: 'A contract testing broker: can I deploy this version alone? Compatible with the Pact Broker.',
        version,
        license: { name: 'MIT' }
      }
    }
  })
  app.get('/openapi.json', { schema: { summary: 'This description', tags: ['Index'] } }, async () => app.swagger())
}
