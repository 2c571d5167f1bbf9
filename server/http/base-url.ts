import type { FastifyRequest } from 'fastify'

/** `B` of every link: the configured address, else the one the client used. */
export function baseUrlOf(request: FastifyRequest, configured: string | undefined): string {
  return configured ?? `${request.protocol}://${request.host}`
}
