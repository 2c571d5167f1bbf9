import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusals } from '../../schemas/document.ts'
import { PactPath, TwoContractsPath, TwoVersionsPath } from '../../schemas/pact-paths.ts'
import { text } from '../../schemas/text.ts'
import { type ComparedPacts, compareContents, compareVersions, compareWithPrevious } from '../actions/compare-pacts.ts'
import type { Broker } from '../broker.ts'
import { pactDifferenceText } from '../hal/pact-difference.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { negotiated } from '../http/negotiation.ts'

const pair = '/pacts/provider/:provider/consumer/:consumer'
const tags = ['Pacts']
const response = { ...text('What differs, from the earlier version to the later one.'), ...refusals.notFound, ...refusals.form }

export function pactDifferenceRoutes({ db, config, now }: Broker): FastifyPluginAsyncTypebox {
  const send = (request: FastifyRequest, reply: FastifyReply, compared: ComparedPacts) =>
    reply.type('text/plain;charset=utf-8').send(pactDifferenceText(baseUrlOf(request, config.baseUrl), compared, now()))

  const textOnly = async (request: FastifyRequest) => void negotiated(request, ['text/plain'])

  return async app => {
    app.get(
      `${pair}/version/:version/diff/previous-distinct`,
      {
        preHandler: textOnly,
        schema: {
          summary: 'What changed since the pact before this one that has other content',
          tags,
          params: PactPath,
          response
        }
      },
      async (request, reply) => send(request, reply, await compareWithPrevious(db, request.params, request.params.version))
    )
    app.get(
      `${pair}/version/:version/diff/version/:other`,
      {
        preHandler: textOnly,
        schema: { summary: 'What differs between the pacts of two versions', tags, params: TwoVersionsPath, response }
      },
      async (request, reply) => {
        const { version, other } = request.params
        return send(request, reply, await compareVersions(db, request.params, version, other))
      }
    )
    app.get(
      `${pair}/pact-version/:sha/diff/pact-version/:other`,
      {
        preHandler: textOnly,
        schema: { summary: 'What differs between two contents', tags, params: TwoContractsPath, response }
      },
      async (request, reply) => {
        const { sha, other } = request.params
        return send(request, reply, await compareContents(db, request.params, sha, other))
      }
    )
  }
}
