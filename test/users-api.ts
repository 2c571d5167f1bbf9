import { toBase64 } from './story.ts'

/** A pact whose only interaction reads these members of a user. */
export const reading = (consumer: string, body: object, rest: object = {}, request: object = {}) => ({
  consumer: { name: consumer },
  provider: { name: 'api' },
  interactions: [
    {
      description: `${consumer} reads a user`,
      request: { method: 'GET', path: '/users/7', ...request },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body, ...rest }
    }
  ],
  metadata: { pactSpecification: { version: '3.0.0' } }
})
export const usersApi = (user: object, more: object = {}, paths: object = {}) => ({
  contract: {
    content: toBase64({
      openapi: '3.0.3',
      info: { title: 'users', version: '1' },
      paths: {
        '/users/{id}': {
          parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
          get: {
            ...more,
            responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object', ...user } } } } }
          }
        },
        ...paths
      }
    })
  }
})
