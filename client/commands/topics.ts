import { command } from '../command.ts'
import { application } from '../common-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

const topic = { type: 'string', needed: true, value: 'TOPIC', help: 'The topic: the channel as documents call it' } as const

export const setTopic = command({
  name: 'set-topic',
  summary: 'Say how long the messages of a topic are read after they were sent',
  options: {
    pacticipant: application,
    topic,
    retention: {
      type: 'string',
      needed: true,
      value: 'TIME',
      help: '7d, 12h, P7D, or forever where messages are replayed or compacted'
    }
  },
  async run({ values, broker, out }) {
    const { pacticipant, topic, retention } = values
    const document = await broker.setTopic({ application: pacticipant, topic, retention })
    out.answer(document, () => `Messages on ${topic} of ${pacticipant} are read ${timeOf(document.retention)}`)
    return exitCodes.done
  }
})

export const deleteTopic = command({
  name: 'delete-topic',
  summary: 'Take back what was said of a topic: what documents say counts again',
  options: { pacticipant: application, topic },
  async run({ values, broker, out }) {
    const { pacticipant, topic } = values
    await broker.deleteTopic({ application: pacticipant, topic })
    out.answer({ deleted: topic }, () => `Nothing is said any more of the topic ${topic} of ${pacticipant}`)
    return exitCodes.done
  }
})

const sources = { said: 'set by the team', document: 'in a document', usual: 'the usual, nobody says' }

export const listTopics = command({
  name: 'list-topics',
  summary: 'List the topics of an application, and how long their messages are read',
  options: { pacticipant: application },
  async run({ values, broker, out }) {
    const document = await broker.listTopics({ application: values.pacticipant })
    out.answer(document, () => {
      const rows = document._embedded.topics.map(({ name, retention, source }) => [name, retention, sources[source]])
      return rows.length === 0 ? `No topic of ${values.pacticipant} is known.` : table(['TOPIC', 'RETENTION', 'SAID'], rows)
    })
    return exitCodes.done
  }
})

const timeOf = (retention: string) => (retention === 'forever' ? 'for ever' : `for ${retention}`)
