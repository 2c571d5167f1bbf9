import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { ApplicationPath } from '../../schemas/paths.ts'
import {
  DeprecationDocument,
  DeprecationQuery,
  ElementPath,
  RemovalDocument,
  RemovalQuery,
  WindowDocument,
  WindowsDocument,
  WindowsQuery,
  WindowToSet
} from '../../schemas/windows.ts'
import { canIDeprecate, canIRemove } from '../actions/can-i-remove.ts'
import { listWindows, showWindow } from '../actions/list-windows.ts'
import { setWindow, withdrawWindow } from '../actions/set-window.ts'
import type { Broker } from '../broker.ts'
import { urls } from '../hal/urls.ts'
import { deprecationDocument, removalDocument, windowDocument, windowsDocument } from '../hal/windows.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkTexts } from '../http/names.ts'
import { requestPath } from '../http/request-url.ts'

const tags = ['Windows']
const path = '/pacticipants/:pacticipant/windows/:element'
const refused = { ...refusals.invalid, ...refusals.notFound }

export function windowRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { config } = broker
  return async app => {
    app.get(
      urls.allWindows,
      {
        schema: {
          summary: 'How long elements are promised, of all providers: those to come, or overdue',
          tags,
          querystring: WindowsQuery,
          response: { 200: WindowsDocument, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const found = await listWindows(broker, { state: request.query.state ?? 'all' })
        return hal(reply, windowsDocument(base, found, requestPath(request, base)))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/windows',
      {
        schema: {
          summary: 'How long elements of a provider are promised: those to come, or overdue',
          tags,
          params: ApplicationPath,
          querystring: WindowsQuery,
          response: { 200: WindowsDocument, ...refused }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { state = 'all' } = request.query
        const found = await listWindows(broker, { provider: request.params.pacticipant, state })
        return hal(reply, windowsDocument(base, found, requestPath(request, base)))
      }
    )

    app.get(
      path,
      {
        schema: {
          summary: 'How long an element is promised, by whose word, and who offers it',
          tags,
          params: ElementPath,
          response: { 200: WindowDocument, ...refused }
        }
      },
      async (request, reply) => {
        const { pacticipant, element } = request.params
        return hal(reply, windowDocument(baseUrlOf(request, config.baseUrl), await showWindow(broker, pacticipant, element)))
      }
    )

    app.put(
      path,
      {
        preHandler: jsonOnly,
        schema: {
          summary: 'Deprecate an element of a provider, or move its dates',
          tags,
          params: ElementPath,
          body: WindowToSet,
          response: { 200: WindowDocument, 201: WindowDocument, ...refused, ...refusals.conflict, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { pacticipant } = request.params
        checkTexts({ reason: request.body.reason })
        const { element, isNew } = await setWindow(broker, pacticipant, request.params.element, request.body)
        const document = windowDocument(base, await showWindow(broker, pacticipant, element))
        return hal(reply, document, isNew ? base + urls.window(pacticipant, element) : undefined)
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Take back what was set for an element; what documents say stays',
          tags,
          params: ElementPath,
          response: { ...gone, ...refused }
        }
      },
      async (request, reply) => {
        await withdrawWindow(broker, request.params.pacticipant, request.params.element)
        return reply.code(204).send(null)
      }
    )

    app.get(
      '/pacticipants/:pacticipant/can-i-remove',
      {
        schema: {
          summary: 'May the provider remove an element now? Who uses it where, and when is it free?',
          tags,
          params: ApplicationPath,
          querystring: RemovalQuery,
          response: { 200: RemovalDocument, ...refused }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const found = await canIRemove(broker, request.params.pacticipant, request.query)
        return hal(reply, removalDocument(base, found, requestPath(request, base)))
      }
    )

    app.get(
      '/pacticipants/:pacticipant/can-i-deprecate',
      {
        schema: {
          summary: 'Who has to move when an element is deprecated, and when is it free at the earliest?',
          tags,
          params: ApplicationPath,
          querystring: DeprecationQuery,
          response: { 200: DeprecationDocument, ...refused }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const found = await canIDeprecate(broker, request.params.pacticipant, request.query.element)
        return hal(reply, deprecationDocument(base, found, requestPath(request, base)))
      }
    )
  }
}
