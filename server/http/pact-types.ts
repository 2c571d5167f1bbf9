import type { FastifyReply, FastifyRequest } from 'fastify'

const extended = 'application/vnd.pactbrokerextended.v1+json'

/** The media types in which pacts and results are given; HAL unless another one was asked for by name. */
export function pactType(request: FastifyRequest): 'hal' | 'json' | 'extended' {
  const accept = request.headers.accept ?? ''
  if (accept.includes(extended)) return 'extended'
  if (accept.includes('application/hal+json') || accept.includes('*/*')) return 'hal'
  return accept.includes('application/json') ? 'json' : 'hal'
}

const names = { hal: 'application/hal+json', json: 'application/json', extended }

/** Sends a document that is text already. */
export function sendPact(reply: FastifyReply, type: keyof typeof names, text: string): FastifyReply {
  return reply.type(`${names[type]};charset=utf-8`).send(Buffer.from(text, 'utf8'))
}
