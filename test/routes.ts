import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'

/** A route as it was registered, with the schemas that describe it. */
export interface Route {
  method: string
  url: string
  schema: () => RouteSchema
}

export interface RouteSchema {
  params?: object
  querystring?: object
  body?: object
  response?: Record<string, object>
}

/** Builds an app and looks at it from its first moment, before it has any route: Fastify says on a channel that it begins. */
export function watched<T>(build: () => T, watch: (app: FastifyInstance) => void): T {
  const look = (message: unknown) => watch((message as { fastify: FastifyInstance }).fastify)
  subscribe('fastify.initialization', look)
  try {
    return build()
  } finally {
    unsubscribe('fastify.initialization', look)
  }
}

/** Collects what is registered, but what only answers to methods that a path lacks. */
export function collectRoutes(app: FastifyInstance): Route[] {
  const routes: Route[] = []
  app.addHook('onRoute', (route: RouteOptions) => {
    if (route.schema?.hide === true) return
    // Read later: hooks that come after this one may still change it.
    const schema = () => (route.schema ?? {}) as RouteSchema
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, schema })
  })
  return routes
}
