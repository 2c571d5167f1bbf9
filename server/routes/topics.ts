import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { gone, refusals } from '../../schemas/document.ts'
import { ApplicationPath, TopicPath } from '../../schemas/paths.ts'
import { TopicDocument, TopicFields, TopicsDocument } from '../../schemas/topics.ts'
import { missing, theApplication } from '../actions/found.ts'
import { setTopic, showTopics, unsetTopic } from '../actions/say-topic.ts'
import type { Broker } from '../broker.ts'
import { topicDocument, topicsDocument } from '../hal/topics.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { hal } from '../http/hal.ts'
import { jsonOnly } from '../http/media-types.ts'
import { checkPathNames } from '../http/names.ts'

const tags = ['Topics']
const path = '/pacticipants/:pacticipant/topics/:topic'

/** How long the messages of an application's topics are read. Design: docs/messages.md. */
export function topicRoutes(broker: Broker): FastifyPluginAsyncTypebox {
  const { db, config, now } = broker

  async function describe(base: string, application: string, topic: string) {
    const { id, name } = await theApplication(db, application)
    const found = (await showTopics(db, id, now())).find(each => each.name === topic)
    return topicDocument(base, name, found ?? missing(`No topic ${topic} of ${name} is known`))
  }

  return async app => {
    app.get(
      '/pacticipants/:pacticipant/topics',
      {
        schema: {
          summary: 'The topics of an application, and how long their messages are read',
          tags,
          params: ApplicationPath,
          response: { 200: TopicsDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { id, name } = await theApplication(db, request.params.pacticipant)
        return hal(reply, topicsDocument(baseUrlOf(request, config.baseUrl), name, await showTopics(db, id, now())))
      }
    )

    app.get(
      path,
      {
        schema: {
          summary: 'A topic of an application',
          tags,
          params: TopicPath,
          response: { 200: TopicDocument, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        const { pacticipant, topic } = request.params
        return hal(reply, await describe(baseUrlOf(request, config.baseUrl), pacticipant, topic))
      }
    )

    app.put(
      path,
      {
        preHandler: [checkPathNames, jsonOnly],
        schema: {
          summary: 'Say how long the messages of a topic are read; the application is created when missing',
          tags,
          params: TopicPath,
          body: TopicFields,
          response: { 200: TopicDocument, 201: TopicDocument, ...refusals.invalid, ...refusals.mediaType }
        }
      },
      async (request, reply) => {
        const { pacticipant, topic } = request.params
        const base = baseUrlOf(request, config.baseUrl)
        const isNew = await setTopic(broker, pacticipant, topic, request.body.retention)
        return hal(reply, await describe(base, pacticipant, topic), isNew ? base + urls.topic(pacticipant, topic) : undefined)
      }
    )

    app.delete(
      path,
      {
        schema: {
          summary: 'Take back what was said of a topic: documents count again',
          tags,
          params: TopicPath,
          response: { ...gone, ...refusals.notFound }
        }
      },
      async (request, reply) => {
        await unsetTopic(broker, request.params.pacticipant, request.params.topic)
        return reply.code(204).send(null)
      }
    )
  }
}
