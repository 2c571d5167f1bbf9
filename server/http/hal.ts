import type { FastifyReply } from 'fastify'

/** Answers with a HAL document; pass `created` for a 201 with its Location. */
export function hal(reply: FastifyReply, document: unknown, created?: string): FastifyReply {
  reply.type('application/hal+json;charset=utf-8')
  if (created !== undefined) reply.code(201).header('Location', created)
  return reply.send(typeof document === 'string' ? document : JSON.stringify(document))
}
