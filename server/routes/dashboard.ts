import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusals } from '../../schemas/document.ts'
import { dashboardForms } from '../../schemas/overview.ts'
import { PairPath } from '../../schemas/pact-paths.ts'
import { PageQuery } from '../../schemas/pages.ts'
import { showDashboard } from '../actions/show-dashboard.ts'
import type { Broker } from '../broker.ts'
import type { Page } from '../domain/page.ts'
import { dashboardDocument, dashboardTable } from '../hal/dashboard.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { preferredType } from '../http/negotiation.ts'
import { describePage, pageOf } from '../http/pages.ts'
import { sendText } from '../http/send-text.ts'

const tags = ['Overview']
const firstPage: Page = { number: 1, size: 30 }

export function dashboardRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  async function answer(request: FastifyRequest, reply: FastifyReply, page: Page, pair?: { provider: string; consumer: string }) {
    const dashboard = await showDashboard(broker, page, pair)
    const wanted = preferredType(request.headers.accept, ['application/hal+json', 'application/json', 'text/plain'])
    if (wanted === 'text/plain') return sendText(reply, wanted, dashboardTable(dashboard))
    const base = baseUrlOf(request, broker.config.baseUrl)
    return hal(reply, dashboardDocument(base, dashboard, describePage(request, base, page, dashboard.total)))
  }

  return async app => {
    app.get(
      urls.dashboard,
      {
        schema: {
          summary: 'The pacts that are latest, latest with a tag, or live, and how they stand; last activity first',
          tags,
          querystring: PageQuery,
          response: { 200: dashboardForms, ...refusals.invalid }
        }
      },
      async (request, reply) => answer(request, reply, pageOf(request.query, firstPage.size) ?? firstPage)
    )

    app.get(
      '/dashboard/provider/:provider/consumer/:consumer',
      {
        schema: {
          summary: 'The same for one consumer and provider',
          tags,
          params: PairPath,
          querystring: PageQuery,
          response: { 200: dashboardForms, ...refusals.invalid, ...refusals.notFound }
        }
      },
      async (request, reply) => answer(request, reply, pageOf(request.query, firstPage.size) ?? firstPage, request.params)
    )
  }
}
