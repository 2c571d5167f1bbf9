import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CanIDeployQuery, MatrixAnswerDocument, MatrixQuery } from '../../schemas/matrix.ts'
import { askMatrix } from '../actions/ask-matrix.ts'
import type { Broker } from '../broker.ts'
import type { MatrixQuestion } from '../domain/matrix/question.ts'
import { readCanIDeploy, readMatrixQuestion } from '../domain/matrix/read-question.ts'
import { matrixDocument } from '../hal/matrix.ts'
import { matrixTable } from '../hal/matrix-table.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { invalid } from '../problem.ts'

/** Asks, and answers in the form that is wanted. */
export async function answerMatrix(
  broker: Broker,
  request: FastifyRequest,
  reply: FastifyReply,
  question: MatrixQuestion,
  errors: readonly string[] = []
) {
  const found = await askMatrix(broker, question, errors)
  if (wantsText(request)) return reply.type('text/plain;charset=utf-8').send(matrixTable(found))
  const environment = question.destination?.kind === 'environment' ? question.destination.name : undefined
  return hal(reply, matrixDocument(found, baseUrlOf(request, broker.config.baseUrl), environment))
}

export function matrixRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  // The queries are read by the domain, not by Ajv: the reference wants every error at once and in words of its own.
  return async app => {
    app.get(
      urls.canIDeploy,
      {
        schema: {
          summary: 'Can this version be deployed there alone?',
          tags: ['Matrix'],
          querystring: CanIDeployQuery,
          response: { 200: MatrixAnswerDocument }
        },
        validatorCompiler: () => () => true
      },
      async (request, reply) => {
        const { question, errors } = readCanIDeploy(request.query as Record<string, unknown>)
        if (question === undefined) throw invalid(errors)
        return answerMatrix(broker, request, reply, question)
      }
    )

    app.get(
      urls.matrix,
      {
        schema: {
          summary: 'Which versions go together? With a destination: can the specified ones be deployed there?',
          tags: ['Matrix'],
          querystring: MatrixQuery,
          response: { 200: MatrixAnswerDocument }
        },
        validatorCompiler: () => () => true
      },
      async (request, reply) => {
        const { question, errors } = readMatrixQuestion(request.query as Record<string, unknown>)
        return answerMatrix(broker, request, reply, question, errors)
      }
    )
  }
}

function wantsText({ headers: { accept = '' } }: FastifyRequest): boolean {
  return accept.includes('text/plain') && !accept.includes('json')
}
