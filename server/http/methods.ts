import type { FastifyInstance, HTTPMethods } from 'fastify'
import { Problem } from '../problem.ts'

/** An unknown one is answered with 501. */
export const usedMethods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Notes which methods each path has. Call the function it returns after all routes are registered: it gives every path
 * an answer to OPTIONS, and to the methods it lacks a 405 that says which it has.
 */
export function completeMethods(app: FastifyInstance): () => void {
  const methods = new Map<string, Set<string>>()
  app.addHook('onRoute', route => {
    const list = methods.get(route.url) ?? new Set()
    methods.set(route.url, list)
    for (const method of [route.method].flat()) list.add(method)
  })
  return () => {
    for (const [url, has] of [...methods]) {
      const allowed = [...has].filter(method => method !== 'HEAD').concat('OPTIONS')
      if (!has.has('OPTIONS')) {
        app.options(url, { schema: { hide: true } }, async (_request, reply) =>
          reply.header('Access-Control-Allow-Methods', allowed.join(', ')).send()
        )
      }
      const missing = usedMethods.filter(method => !has.has(method) && method !== 'OPTIONS')
      if (missing.length === 0) continue
      app.route({
        method: missing,
        url,
        schema: { hide: true },
        // Before the body is looked at: the method is refused whatever came with it.
        onRequest: async (request, reply) => {
          reply.header('Allow', allowed.join(', '))
          throw new Problem('method-not-allowed', `${request.method} is not possible here, but ${allowed.join(', ')}.`)
        },
        handler: async () => undefined
      })
    }
  }
}
