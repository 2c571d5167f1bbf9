import type { MessageInteraction } from '../pacts/pact.ts'
import type { MessageOffer } from './offer.ts'

export interface Candidates {
  offers: MessageOffer[]
  /** How they were found; `shape` when nothing but the schema can tell. */
  by: 'reference' | 'metadata' | 'description' | 'shape'
}

const channelNames = ['channel', 'topic', 'destination', 'routingkey', 'queue', 'subject', 'exchange']
const messageNames = [
  'messagetype',
  'message-type',
  'messagename',
  'message',
  'type',
  'eventtype',
  'event-type',
  'event',
  'name',
  'ce-type',
  'ce_type'
]

/**
 * The messages a contract's message may be, in this order: what its comments refer to, what its metadata name, what its
 * description is called like, else any that is sent in the direction asked for.
 */
export function candidatesFor(interaction: MessageInteraction, all: readonly MessageOffer[]): Candidates {
  const direction = interaction.kind === 'asynchronous' ? 'sends' : 'receives'
  const offers = all.filter(offer => offer.direction === direction)
  const { reference } = interaction
  if (reference !== undefined) {
    const { operationId, messageId } = reference
    const fitting = offers.filter(
      offer =>
        (operationId === undefined || offer.operationId === operationId) &&
        (messageId === undefined || offer.key === messageId || offer.name === messageId)
    )
    return { offers: fitting, by: 'reference' }
  }
  const named = byMetadata(interaction, offers)
  if (named.length > 0) return { offers: named, by: 'metadata' }
  const described = offers.filter(({ name, key }) => same(name, interaction.description) || same(key, interaction.description))
  if (described.length > 0) return { offers: described, by: 'description' }
  return { offers, by: 'shape' }
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

function byMetadata({ contents: { metadata } }: MessageInteraction, offers: MessageOffer[]): MessageOffer[] {
  const values = (names: string[]) =>
    [...metadata].flatMap(([name, value]) => (names.includes(name.toLowerCase()) && typeof value === 'string' ? [value] : []))
  const [channels, messages] = [values(channelNames), values(messageNames)]
  const onChannel = offers.filter(({ channel, channelKey }) =>
    channels.some(one => isAddress(channel, one) || channelKey === one)
  )
  const within = onChannel.length > 0 ? onChannel : offers
  const withName = within.filter(({ name, key }) => messages.some(one => same(one, name) || same(one, key)))
  return withName.length > 0 ? withName : onChannel
}

/** An address may have parameters: `orders/{region}`. */
function isAddress(address: string, value: string): boolean {
  const [mine, theirs] = [address.split(/[/.]/), value.split(/[/.]/)]
  return mine.length === theirs.length && mine.every((part, i) => part === theirs[i] || /^\{[^{}]*\}$/.test(part))
}

/** Metadata that say where a message goes and of what kind it is, not what stands in its headers. */
export const isAttribute = (name: string): boolean =>
  [...channelNames, ...messageNames, 'contenttype', 'content-type', 'key', 'partition', 'offset', 'timestamp'].includes(
    name.toLowerCase()
  )
