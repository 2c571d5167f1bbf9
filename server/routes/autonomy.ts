import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AutonomyDocument, AutonomyQuery, DeploymentLog } from '../../schemas/autonomy.ts'
import { refusals } from '../../schemas/document.ts'
import { EnvironmentPath } from '../../schemas/paths.ts'
import { reportAutonomy, reportOfLog } from '../actions/report-autonomy.ts'
import type { Broker } from '../broker.ts'
import type { AutonomyReport } from '../domain/autonomy/report.ts'
import { autonomyDocument } from '../hal/autonomy.ts'
import { autonomyMarkdown, autonomyText } from '../hal/autonomy-text.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { negotiated } from '../http/negotiation.ts'
import { requestUrl } from '../http/request-url.ts'
import { sendText } from '../http/send-text.ts'

const tags = ['Autonomy']
const forms = ['application/hal+json', 'text/plain', 'text/markdown'] as const

const response = {
  200: {
    description: 'The report; docs/autonomy-score.md argues its formula.',
    content: {
      'application/hal+json': { schema: AutonomyDocument },
      'text/plain': { schema: Type.String() },
      'text/markdown': { schema: Type.String() }
    }
  },
  ...refusals.invalid,
  ...refusals.form
}

export function autonomyRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  async function answer(request: FastifyRequest, reply: FastifyReply, make: () => AutonomyReport | Promise<AutonomyReport>) {
    const form = negotiated(request, forms)
    const report = await make()
    switch (form) {
      case 'text/plain':
        return sendText(reply, form, autonomyText(report))
      case 'text/markdown':
        return sendText(reply, form, autonomyMarkdown(report))
      case 'application/hal+json':
        return hal(reply, autonomyDocument(report, requestUrl(request, baseUrlOf(request, broker.config.baseUrl))))
    }
  }

  return async app => {
    app.get(
      '/environments/:environment/autonomy',
      {
        schema: {
          summary: 'Can teams deploy to the environment alone? With a score, what it is made of, and what would raise it',
          tags,
          params: EnvironmentPath,
          querystring: AutonomyQuery,
          response: { ...response, ...refusals.notFound }
        }
      },
      async (request, reply) => answer(request, reply, () => reportAutonomy(broker, request.params.environment, request.query))
    )

    app.post(
      urls.autonomyOfLog,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'The same from nothing but a log of deployments, which is not kept',
          tags,
          body: DeploymentLog,
          response: { ...response, ...refusals.mediaType }
        }
      },
      async (request, reply) => answer(request, reply, () => reportOfLog(request.body))
    )
  }
}
