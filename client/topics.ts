import { path } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

/** `source`: the team said so, a document of a version does, or nobody. */
export type Topic = Document & { name: string; retention: string; source: 'said' | 'document' | 'usual' }

export type TopicMethods = ReturnType<typeof topicMethods>

export function topicMethods({ read, write }: Exchange) {
  return {
    /** Where the application's messages go, and how long they are read there. */
    async listTopics(asked: { application: string }): Promise<List<'topics', Topic>> {
      checkAsked(asked, ['application'])
      return read(path`/pacticipants/${asked.application}/topics`)
    },

    /** `retention`: `7d`, `12h`, `P7D`, or `forever` where messages are replayed or compacted. An unknown application is created. */
    async setTopic(asked: { application: string; topic: string; retention: string }): Promise<Topic> {
      checkAsked(asked, ['application', 'topic', 'retention'])
      const { application, topic, retention } = asked
      return write('PUT', path`/pacticipants/${application}/topics/${topic}`, { retention })
    },

    /** What documents say counts again. */
    async deleteTopic(asked: { application: string; topic: string }): Promise<void> {
      checkAsked(asked, ['application', 'topic'])
      return write('DELETE', path`/pacticipants/${asked.application}/topics/${asked.topic}`)
    }
  }
}
