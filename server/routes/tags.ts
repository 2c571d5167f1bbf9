import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { TagPath } from '../../schemas/paths.ts'
import { TagDocument } from '../../schemas/versions.ts'
import { addTagToVersion } from '../actions/add-tag.ts'
import { missing, theVersion } from '../actions/found.ts'
import type { Broker } from '../broker.ts'
import { tagDocument } from '../hal/tags.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkPathNames } from '../http/names.ts'
import { deleteTag, findTag } from '../storage/tags.ts'

const tags = ['Tags']
const path = '/pacticipants/:pacticipant/versions/:version/tags/:tag'

interface Tagged {
  pacticipant: string
  version: string
  tag: string
}

export function tagRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config } = broker
  const untagged = ({ pacticipant, version, tag }: Tagged) => missing(`${pacticipant} ${version} has no tag ${tag}`)

  async function describe(base: string, tagged: Tagged) {
    const { id, application, number } = await theVersion(db, tagged.pacticipant, tagged.version)
    return tagDocument(base, application, number, (await findTag(db, id, tagged.tag)) ?? untagged(tagged))
  }

  return async app => {
    app.get(
      path,
      { schema: { summary: 'A tag of a version', tags, params: TagPath, response: { 200: TagDocument, ...refusals.notFound } } },
      async (request, reply) => hal(reply, await describe(baseUrlOf(request, config.baseUrl), request.params))
    )

    app.put(
      path,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Tag a version; where an environment has that name, this also records a deployment there',
          tags,
          params: TagPath,
          response: { 200: TagDocument, 201: TagDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const base = baseUrlOf(request, config.baseUrl)
        const { pacticipant, version, tag } = request.params
        const isNew = await addTagToVersion(broker, pacticipant, version, tag)
        return hal(reply, await describe(base, request.params), isNew ? base + urls.tag(pacticipant, version, tag) : undefined)
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Remove a tag; what tagging did besides stays',
          tags,
          params: TagPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant, version, tag } = request.params
        const removed = await db.transaction(async tx => deleteTag(tx, (await theVersion(tx, pacticipant, version)).id, tag))
        if (!removed) untagged(request.params)
        return reply.code(204).send(null)
      }
    )
  }
}
