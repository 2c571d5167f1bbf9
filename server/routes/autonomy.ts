import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AutonomyDocument, AutonomyQuery, DeploymentLog } from '../../schemas/autonomy.ts'
import { refusals } from '../../schemas/document.ts'
import { EnvironmentPath } from '../../schemas/paths.ts'
import { theEnvironment } from '../actions/found.ts'
import { reportAutonomy, reportOnLog } from '../actions/report-autonomy.ts'
import type { Broker } from '../broker.ts'
import type { AutonomyReport } from '../domain/autonomy/report.ts'
import { autonomyDocument, autonomyLinks } from '../hal/autonomy.ts'
import { autonomyMarkdown, autonomyText } from '../hal/autonomy-text.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkNames } from '../http/names.ts'
import { negotiated } from '../http/negotiation.ts'
import { requestUrl } from '../http/request-url.ts'
import { sendText } from '../http/send-text.ts'

const tags = ['Autonomy']
const forms = ['application/hal+json', 'application/json', 'text/plain', 'text/markdown'] as const
const response = {
  200: {
    description: 'The report; as text or Markdown for people.',
    content: {
      'application/hal+json': { schema: AutonomyDocument },
      'text/plain': { schema: Type.String() },
      'text/markdown': { schema: Type.String() }
    }
  },
  ...refusals.invalid
}

export function autonomyRoutes({ db, config, now }: Broker): FastifyPluginAsyncTypebox {
  function answer(request: FastifyRequest, reply: FastifyReply, report: AutonomyReport, of: string, links: object) {
    switch (negotiated(request, forms)) {
      case 'text/plain':
        return sendText(reply, 'text/plain', autonomyText(report, of))
      case 'text/markdown':
        return sendText(reply, 'text/markdown', autonomyMarkdown(report, of))
      default:
        return hal(reply, autonomyDocument(report, links))
    }
  }

  return async app => {
    app.get(
      '/environments/:environment/autonomy',
      {
        schema: {
          summary: 'How far do the applications of the environment go alone?',
          tags,
          params: EnvironmentPath,
          querystring: AutonomyQuery,
          response: { ...response, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { environment, report } = await db.snapshot(async queries => {
          const environment = await theEnvironment(queries, request.params.environment)
          return { environment, report: await reportAutonomy(queries, environment.id, request.query, now()) }
        })
        const links = autonomyLinks(base, environment, requestUrl(request, base))
        return answer(request, reply, report, environment.name, links)
      }
    )

    app.post(
      urls.autonomyOfLog,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'The same of a log of deployments, of which nothing is kept',
          tags,
          body: DeploymentLog,
          response: { ...response, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { deployments } = request.body
        for (const { application, version } of deployments) checkNames({ application, version })
        const base = baseUrlOf(request, config.baseUrl)
        return answer(request, reply, reportOnLog(deployments), 'the log', { self: { href: base + urls.autonomyOfLog } })
      }
    )
  }
}
