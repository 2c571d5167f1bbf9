import type { FastifyRequest } from 'fastify'

/** The address asked, with its query: what lists call themselves. */
export const requestUrl = (request: FastifyRequest, base: string) => base + request.url

/** The same without query and trailing slash. */
export const requestPath = (request: FastifyRequest, base: string) =>
  base + (request.url.split('?', 1)[0] as string).replace(/\/$/, '')
