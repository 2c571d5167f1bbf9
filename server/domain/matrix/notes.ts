import { byEquivalent } from '../equivalence.ts'
import type { Held, Pairing } from './pairing.ts'

/** What has to be known about a pairing beside its result, in words. */
export function notesOn(pairing: Pairing): string[] {
  const { consumer, provider } = pairing
  return [
    ...(pairing.result?.by === undefined ? [] : [`equivalent${byEquivalent(pairing)}`]),
    ...heldNote(consumer.name, consumer.version.number, consumer.held),
    ...(provider.version === null ? [] : heldNote(provider.name, provider.version.number, provider.held))
  ]
}

function heldNote(name: string, number: string, held: Held | undefined): string[] {
  if (held === undefined) return []
  const until = held.until === null ? 'for ever' : `until ${new Date(held.until).toISOString().slice(0, 19)}Z`
  return held.kind === 'reserved'
    ? [`reserved: ${name} ${number} is about to be deployed; it counts ${until}`]
    : [`retained: ${name} ${number} runs no more; its messages are read ${until}`]
}
