import type { FastifyReply } from 'fastify'

/** Answers with plain text. */
export const plainText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('text/plain;charset=utf-8').send(Buffer.from(text, 'utf8'))
