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
import { knownAnswers } from '../http/known-answers.ts'
import { invalid } from '../problem.ts'

export function matrixRoutes({ db, config, now }: Broker): FastifyPluginAsyncTypebox {
  const known = knownAnswers(db)

  async function answer(request: FastifyRequest, reply: FastifyReply, question: MatrixQuestion, errors: string[] = []) {
    const base = baseUrlOf(request, config.baseUrl)
    const asText = wantsText(request)
    const text = await known(`${asText} ${base} ${request.url}`, now(), async moment => {
      const found = await askMatrix(db, question, moment, errors)
      if (asText) return matrixTable(found)
      const environment = question.destination?.kind === 'environment' ? question.destination.name : undefined
      return matrixDocument(found, base, environment).text
    })
    return asText ? reply.type('text/plain;charset=utf-8').send(text) : hal(reply, text)
  }

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
        return answer(request, reply, question)
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
        return answer(request, reply, question, errors)
      }
    )
  }
}

function wantsText({ headers: { accept = '' } }: FastifyRequest): boolean {
  return accept.includes('text/plain') && !accept.includes('json')
}
