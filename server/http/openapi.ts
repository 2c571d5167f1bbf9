import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { anywhere } from '../../schemas/refusals.ts'
import { version } from '../package.ts'

const description = {
  200: {
    description: 'OpenAPI 3.1.',
    content: { 'application/json': { schema: Type.Object({ openapi: Type.String(), paths: Type.Object({}) }) } }
  }
}

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
  app.addHook('onRoute', route => {
    if (route.schema === undefined || route.schema.hide === true) return
    // Documents are HAL unless a route says otherwise, and any of them may refuse.
    route.schema = {
      produces: ['application/hal+json'],
      ...route.schema,
      response: { ...anywhere, ...(route.schema.response as object) }
    }
  })
  app.get(
    '/openapi.json',
    { schema: { summary: 'This description', tags: ['Index'], response: description } },
    async (_request, reply) => reply.type('application/json;charset=utf-8').send(app.swagger())
  )
}
