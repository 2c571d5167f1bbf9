import type { FastifyReply } from 'fastify'

/** Answers with a text that is no JSON, of the media type given. */
export const sendText = (reply: FastifyReply, type: string, text: string): FastifyReply =>
  reply.type(`${type};charset=utf-8`).send(Buffer.from(text, 'utf8'))
