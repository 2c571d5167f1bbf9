import type { ShownTopic } from '../actions/say-topic.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'

export const topicDocument = (base: string, application: string, { name, retention, source }: ShownTopic) => ({
  name,
  retention,
  source,
  _links: {
    self: link(base, urls.topic(application, name), { title: 'Topic', name }),
    'soloist:topics': link(base, urls.topics(application), { title: 'Topics of the application' }),
    'pb:pacticipant': link(base, urls.application(application), { title: 'Pacticipant', name: application })
  }
})

export const topicsDocument = (base: string, application: string, topics: readonly ShownTopic[]) => ({
  _embedded: { topics: topics.map(topic => topicDocument(base, application, topic)) },
  _links: {
    self: link(base, urls.topics(application), { title: 'Topics of the application' }),
    'pb:pacticipant': link(base, urls.application(application), { title: 'Pacticipant', name: application })
  }
})
