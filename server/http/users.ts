import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose credentials were given and found right; null where nobody asked for any. */
    user: string | null
  }
}

export function rememberUsers(app: FastifyInstance): void {
  app.decorateRequest('user', null)
}

/** Who does it, for whatever is kept of it. */
export const userOf = ({ user }: FastifyRequest): string => user ?? 'anonymous'
