import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { refusals } from '../../schemas/document.ts'
import { CanIDeployQuery, MatrixAnswerDocument, MatrixQuery } from '../../schemas/matrix.ts'
import { PairPath } from '../../schemas/pact-paths.ts'
import { BranchToEnvironmentPath, TagToTagPath } from '../../schemas/short-cuts.ts'
import { askMatrix } from '../actions/ask-matrix.ts'
import { branchCandidate, type Candidate, taggedCandidate } from '../actions/find-candidate.ts'
import { missing } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { type Reading, readCanIDeploy, readMatrixQuestion } from '../domain/matrix/read-question.ts'
import { matrixDocument } from '../hal/matrix.ts'
import { matrixTable } from '../hal/matrix-table.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { knownAnswers } from '../http/known-answers.ts'
import { preferredType } from '../http/negotiation.ts'
import { invalid } from '../problem.ts'
import { unknownNames } from '../storage/application-names.ts'

const tags = ['Matrix']

const response = {
  200: {
    description: 'The answer; as text a table of it.',
    content: { 'application/hal+json': { schema: MatrixAnswerDocument }, 'text/plain': { schema: Type.String() } }
  },
  ...refusals.invalid,
  ...refusals.notFound
}

export function matrixRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker
  const known = knownAnswers(db)

  /** What an address means may change with the database, so it is read anew for each answer that is not kept. */
  async function answer(request: FastifyRequest, reply: FastifyReply, read: () => Reading | Promise<Reading>) {
    const base = baseUrlOf(request, config.baseUrl)
    const asText = wantsText(request)
    const text = await known(`${asText} ${base} ${request.url}`, now(), async moment => {
      const { question, errors } = await read()
      const found = await askMatrix(broker, question, moment, errors)
      broker.recorder?.record(found.given)
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
          tags,
          querystring: CanIDeployQuery,
          response
        },
        validatorCompiler: () => () => true
      },
      async (request, reply) => answer(request, reply, () => canIDeploy(request.query))
    )

    app.get(
      urls.matrix,
      {
        schema: {
          summary: 'Which versions go together? With a destination: can the specified ones be deployed there?',
          tags,
          querystring: MatrixQuery,
          response
        },
        validatorCompiler: () => () => true
      },
      async (request, reply) => answer(request, reply, () => readMatrixQuestion(request.query as Record<string, unknown>))
    )

    app.get(
      '/matrix/provider/:provider/consumer/:consumer',
      { schema: { summary: 'Which versions of two applications go together?', tags, params: PairPath, response } },
      async (request, reply) =>
        answer(request, reply, async () => {
          const { provider, consumer } = request.params
          const [unknown] = await unknownNames(db, [consumer, provider])
          if (unknown !== undefined) missing(`No pacticipant with name '${unknown}' found`)
          const q = [{ pacticipant: consumer }, { pacticipant: provider }]
          return readMatrixQuestion({ ...(request.query as object), q })
        })
    )

    app.get(
      '/pacticipants/:pacticipant/latest-version/:tag/can-i-deploy/to/:to',
      {
        schema: {
          summary: 'Can the newest version with a tag be deployed to where another tag is?',
          tags,
          params: TagToTagPath,
          response
        }
      },
      async (request, reply) =>
        answer(request, reply, async () => {
          const { pacticipant, tag, to } = request.params
          const candidate = there(await taggedCandidate(db, pacticipant, tag))
          return canIDeploy(request.query, { ...candidate, to, environment: undefined })
        })
    )

    app.get(
      '/pacticipants/:pacticipant/branches/:branch/latest-version/can-i-deploy/to-environment/:environment',
      {
        schema: {
          summary: 'Can the head of a branch be deployed to an environment alone?',
          tags,
          params: BranchToEnvironmentPath,
          response
        }
      },
      async (request, reply) =>
        answer(request, reply, async () => {
          const { pacticipant, branch, environment } = request.params
          const candidate = there(await branchCandidate(db, pacticipant, { branch, environment }))
          return canIDeploy(request.query, { ...candidate, environment, to: undefined })
        })
    )
  }
}

/** The query's question; what the address says outranks it. */
function canIDeploy(query: unknown, address: object = {}): Reading {
  const { question, errors } = readCanIDeploy({ ...(query as object), ...address })
  if (question === undefined) throw invalid(errors)
  return { question, errors: [] }
}

function there(candidate: Candidate) {
  return 'absent' in candidate ? missing(candidate.sentence) : candidate
}

const wantsText = ({ headers }: FastifyRequest) =>
  preferredType(headers.accept, ['application/hal+json', 'text/plain']) === 'text/plain'
