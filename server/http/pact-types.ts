import type { FastifyReply, FastifyRequest } from 'fastify'
import { preferredType } from './negotiation.ts'

const names = {
  hal: 'application/hal+json',
  json: 'application/json',
  extended: 'application/vnd.pactbrokerextended.v1+json',
  page: 'text/html'
} as const

export type PactType = keyof typeof names

/**
 * The media types in which pacts and results are given. HAL also where none of them is asked for: no client is better off
 * without an answer.
 */
export function pactType<T extends PactType>(request: FastifyRequest, offered: readonly T[]): T | 'hal' {
  const type = preferredType(
    request.headers.accept,
    offered.map(each => names[each])
  )
  return offered.find(each => names[each] === type) ?? 'hal'
}

/** Sends a document that is text already. */
export function sendPact(reply: FastifyReply, type: Exclude<PactType, 'page'>, text: string): FastifyReply {
  return reply.type(`${names[type]};charset=utf-8`).send(Buffer.from(text, 'utf8'))
}
