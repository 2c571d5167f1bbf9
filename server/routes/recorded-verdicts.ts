import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { refusals } from '../../schemas/document.ts'
import { PageQuery } from '../../schemas/pages.ts'
import { EnvironmentPath, UuidPath, VersionPath } from '../../schemas/paths.ts'
import { RecordedVerdictDocument, RecordedVerdictsDocument, ReplayDocument } from '../../schemas/recorded-verdicts.ts'
import { missing, theEnvironment, theVersion } from '../actions/found.ts'
import type { KeptFacts } from '../actions/keep-verdicts.ts'
import type { Broker } from '../broker.ts'
import type { Listed, Page } from '../domain/page.ts'
import { factsInText } from '../domain/recorded/facts-text.ts'
import { judgeAnew } from '../domain/recorded/inputs.ts'
import { type Answered, recordedVerdictDocument, recordedVerdictsDocument, replayDocument } from '../hal/recorded-verdicts.ts'
import { verdictDocument } from '../hal/verdict.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { describePage, firstPage, pageOf } from '../http/pages.ts'
import { requestPath } from '../http/request-url.ts'
import { factsOf, findVerdict, type RecordedVerdict, verdictsIn, verdictsOfVersion } from '../storage/recorded-verdicts.ts'

const tags = ['Verdicts']
const list = { 200: RecordedVerdictsDocument, ...refusals.invalid, ...refusals.notFound }

export function recordedVerdictRoutes({ db, config }: Broker): FastifyPluginAsyncTypebox {
  async function theVerdict(uuid: string) {
    const recorded = (await findVerdict(db, uuid)) ?? missing(`No recorded verdict has the UUID ${uuid}`)
    return { recorded, ...(factsInText(await factsOf(db, recorded.id)) as KeptFacts & { answered: Answered }) }
  }

  async function answer(
    request: FastifyRequest<{ Querystring: Static<typeof PageQuery> }>,
    reply: FastifyReply,
    read: (page: Page) => Promise<Listed<RecordedVerdict>>
  ) {
    const page = pageOf(request.query) ?? firstPage
    const { items, total } = await read(page)
    const base = baseUrlOf(request, config.baseUrl)
    const self = requestPath(request, base)
    return hal(reply, recordedVerdictsDocument(base, items, { self, ...describePage(request, base, page, total) }))
  }

  return async app => {
    app.get(
      '/pacticipants/:pacticipant/versions/:version/verdicts',
      {
        schema: {
          summary: 'What was answered about a version whenever the facts had changed, the newest first',
          tags,
          params: VersionPath,
          querystring: PageQuery,
          response: list
        }
      },
      async (request, reply) => {
        const { id } = await theVersion(db, request.params.pacticipant, request.params.version)
        return answer(request, reply, page => verdictsOfVersion(db, id, page))
      }
    )

    app.get(
      '/environments/:environment/verdicts',
      {
        schema: {
          summary: 'What was answered about versions on their way to an environment, the newest first',
          tags,
          params: EnvironmentPath,
          querystring: PageQuery,
          response: list
        }
      },
      async (request, reply) => {
        const { id } = await theEnvironment(db, request.params.environment)
        return answer(request, reply, page => verdictsIn(db, id, page))
      }
    )

    app.get(
      '/verdicts/:uuid',
      {
        schema: {
          summary: 'A verdict as it was given',
          tags,
          params: UuidPath,
          response: { 200: RecordedVerdictDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { recorded, answered } = await theVerdict(request.params.uuid)
        return hal(reply, recordedVerdictDocument(baseUrlOf(request, config.baseUrl), recorded, answered))
      }
    )

    app.get(
      '/verdicts/:uuid/replay',
      {
        schema: {
          summary: 'The facts of a recorded verdict, judged anew by the rules of today',
          tags,
          params: UuidPath,
          response: { 200: ReplayDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { recorded, answered, inputs } = await theVerdict(request.params.uuid)
        const today = verdictDocument(judgeAnew(inputs), '', inputs.environment) as Answered
        return hal(reply, replayDocument(baseUrlOf(request, config.baseUrl), recorded, answered, today))
      }
    )
  }
}
