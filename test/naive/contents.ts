import { apiWith } from '../comparing.ts'
import { pactOf } from '../story.ts'
import { type Document, datedThing, offeredIn, openEndedThing, sunsetDay, things } from './comparing.ts'
import { dateOf } from './days.ts'
import type { Contract, Messages } from './history.ts'
import { type Kind, shared } from './world.ts'

/** All interactions but the last are shared between the contents, so that an id alone does not tell a contract. */
export function pactFor(consumer: string, provider: string, { content, interactions = 1, messages }: Contract): object {
  if (messages) return messagePact(consumer, provider, messages, [...shared.slice(0, interactions - 1), content])
  const first = shared.slice(0, interactions - 1).map(number => pactOf(consumer, provider, number).interactions[0])
  const pact = pactOf(consumer, provider, content)
  return { ...pact, interactions: [...first, ...pact.interactions] }
}

const messagePact = (consumer: string, provider: string, kind: Messages, numbers: readonly number[]) => ({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: numbers.map(id => {
    const contents = { contentType: 'application/json', content: { id } }
    if (kind === 'events') return { type: 'Asynchronous/Messages', description: `event ${id}`, contents }
    return { type: 'Synchronous/Messages', description: `command ${id}`, request: { contents }, response: [{ contents }] }
  }),
  metadata: { pactSpecification: { version: '4.0' } }
})

function apiWithDated(): object {
  const api = apiWith([...things, datedThing, openEndedThing])
  const paths = api.paths as Record<string, { get: object }>
  const dates = { 'x-deprecated-on': dateOf(0), 'x-sunset': dateOf(sunsetDay) }
  Object.assign(paths[`/things/${datedThing}`]!.get, { deprecated: true, ...dates })
  Object.assign(paths[`/things/${openEndedThing}`]!.get, { deprecated: true })
  return api
}

const schemaOf = (id: number) => ({ type: 'object', required: ['id'], properties: { id: { type: 'integer', enum: [id] } } })

const eventOf = (id: number) => ({ name: `event ${id}`, channel: 'events', schema: schemaOf(id) })

/** Each with an answer of its own. */
function commandsDocument(ids: readonly number[]): object {
  const named = (name: string) =>
    Object.fromEntries(ids.map(id => [`${name}${id}`, { name: `${name} ${id}`, payload: schemaOf(id) }]))
  const only = (channel: string, message: string) => ({
    channel: { $ref: `#/channels/${channel}` },
    messages: [{ $ref: `#/channels/${channel}/messages/${message}` }]
  })
  return {
    asyncapi: '3.0.0',
    info: { title: 'commands', version: '1' },
    channels: {
      commands: { address: 'commands', messages: named('command') },
      answers: { address: 'answers', messages: named('answer') }
    },
    operations: Object.fromEntries(
      ids.map(id => [
        `do${id}`,
        { action: 'receive', ...only('commands', `command${id}`), reply: only('answers', `answer${id}`) }
      ])
    )
  }
}

export function documentOf(document: Document): object {
  const offered = (kind: Kind) => offeredIn(document, kind) ?? []
  switch (document) {
    case 'exact':
    case 'loose':
    case 'lacking':
      return apiWith(offered('requests'), { loose: document === 'loose' })
    case 'open':
      return publicly(apiWith(offered('requests')))
    case 'dated':
      return apiWithDated()
    case 'silent':
    case 'events':
    case 'few-events':
      return { catalogue: '1', messages: offered('events').map(eventOf) }
    case 'short-events':
    case 'replayed-events': {
      const retention = document === 'short-events' ? '2d' : 'forever'
      return { catalogue: '1', messages: offered('events').map(id => ({ ...eventOf(id), retention })) }
    }
    case 'commands':
    case 'few-commands':
      return commandsDocument(offered('commands'))
  }
}

function publicly(api: ReturnType<typeof apiWith>): object {
  for (const path of Object.values(api.paths as Record<string, { get: object }>))
    Object.assign(path.get, { 'x-audience': 'public' })
  return api
}
