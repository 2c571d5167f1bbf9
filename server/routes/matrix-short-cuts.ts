import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusals } from '../../schemas/document.ts'
import { MatrixAnswerDocument } from '../../schemas/matrix.ts'
import { PairPath } from '../../schemas/pact-paths.ts'
import { BranchToEnvironmentPath, TagToTagPath } from '../../schemas/short-cuts.ts'
import { branchCandidate, type Candidate, taggedCandidate } from '../actions/find-candidate.ts'
import { missing } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { readCanIDeploy, readMatrixQuestion } from '../domain/matrix/read-question.ts'
import { invalid } from '../problem.ts'
import { unknownNames } from '../storage/application-names.ts'
import { answerMatrix } from './matrix.ts'

const tags = ['Matrix']
const response = { 200: MatrixAnswerDocument, ...refusals.invalid, ...refusals.notFound }

/** Questions whose versions and destination stand in the address. */
export function matrixShortCutRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db } = broker

  async function canIDeploy(request: FastifyRequest, reply: FastifyReply, candidate: Candidate, destination: object) {
    if ('absent' in candidate) missing(candidate.sentence)
    const { question, errors } = readCanIDeploy({ ...(request.query as object), ...candidate, ...destination })
    if (question === undefined) throw invalid(errors)
    return answerMatrix(broker, request, reply, question)
  }

  return async app => {
    app.get(
      '/matrix/provider/:provider/consumer/:consumer',
      { schema: { summary: 'Which versions of two applications go together?', tags, params: PairPath, response } },
      async (request, reply) => {
        const { provider, consumer } = request.params
        const [unknown] = await unknownNames(db, [consumer, provider])
        if (unknown !== undefined) missing(`No pacticipant with name '${unknown}' found`)
        const q = [{ pacticipant: consumer }, { pacticipant: provider }]
        const { question, errors } = readMatrixQuestion({ ...(request.query as object), q })
        return answerMatrix(broker, request, reply, question, errors)
      }
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
      async (request, reply) => {
        const { pacticipant, tag, to } = request.params
        return canIDeploy(request, reply, await taggedCandidate(db, pacticipant, tag), { to, environment: undefined })
      }
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
      async (request, reply) => {
        const { pacticipant, branch, environment } = request.params
        const candidate = await branchCandidate(db, pacticipant, { branch, environment })
        return canIDeploy(request, reply, candidate, { environment, to: undefined })
      }
    )
  }
}
