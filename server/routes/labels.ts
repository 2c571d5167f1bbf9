import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApplicationsDocument } from '../../schemas/applications.ts'
import { gone, refusals } from '../../schemas/document.ts'
import { LabelDocument, LabelsDocument } from '../../schemas/labels.ts'
import { PageQuery, SearchQuery } from '../../schemas/pages.ts'
import { LabelledPath, LabelPath } from '../../schemas/paths.ts'
import { withDetails } from '../actions/describe-application.ts'
import { missing, theApplication } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { applicationsDocument } from '../hal/applications.ts'
import { labelDocument, labelsDocument } from '../hal/labels.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkPathNames } from '../http/names.ts'
import { describePage, pageOf } from '../http/pages.ts'
import { requestPath } from '../http/request-url.ts'
import { ensureApplication, listApplications } from '../storage/applications.ts'
import { addLabel, deleteLabel, findLabel, listLabels } from '../storage/labels.ts'

const tags = ['Labels']
const path = '/pacticipants/:pacticipant/labels/:label'

interface Labelled {
  pacticipant: string
  label: string
}

/** Words by which applications are found together, as webhooks do. Reference 1.4. */
export function labelRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker
  const unlabelled = ({ pacticipant, label }: Labelled) => missing(`${pacticipant} has no label ${label}`)

  async function describe(base: string, labelled: Labelled) {
    const { id, name } = await theApplication(db, labelled.pacticipant)
    return labelDocument(base, name, (await findLabel(db, id, labelled.label)) ?? unlabelled(labelled))
  }

  return async app => {
    app.get(
      urls.labels,
      {
        schema: {
          summary: 'Every label in use',
          tags,
          querystring: PageQuery,
          response: { 200: LabelsDocument, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const page = pageOf(request.query)
        const { items, total } = await listLabels(db, page)
        return hal(reply, labelsDocument(base, items, describePage(request, base, page, total)))
      }
    )

    app.get(
      '/pacticipants/label/:label',
      {
        schema: {
          summary: 'The applications with the label',
          tags,
          params: LabelledPath,
          querystring: SearchQuery,
          response: { 200: ApplicationsDocument, ...refusals.invalid }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const page = pageOf(request.query)
        const { items, total } = await listApplications(db, { q: request.query.q, label: request.params.label, page })
        const listed = await withDetails(db, items)
        return hal(
          reply,
          applicationsDocument(base, listed, describePage(request, base, page, total), requestPath(request, base))
        )
      }
    )

    app.get(
      path,
      {
        schema: {
          summary: 'A label of an application',
          tags,
          params: LabelPath,
          response: { 200: LabelDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => hal(reply, await describe(baseUrlOf(request, config.baseUrl), request.params))
    )

    app.put(
      path,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Label an application, which is created when missing',
          tags,
          params: LabelPath,
          response: { 200: LabelDocument, 201: LabelDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { pacticipant, label } = request.params
        const isNew = await db.transaction(async tx => {
          const { id } = await ensureApplication(tx, pacticipant, now())
          return addLabel(tx, id, label, now())
        })
        return hal(reply, await describe(base, request.params), isNew ? base + urls.label(pacticipant, label) : undefined)
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Take a label off an application',
          tags,
          params: LabelPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant, label } = request.params
        const removed = await db.transaction(async tx => deleteLabel(tx, (await theApplication(tx, pacticipant)).id, label))
        if (!removed) unlabelled(request.params)
        return reply.code(204).send(null)
      }
    )
  }
}
