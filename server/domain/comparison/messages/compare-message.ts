import type { Finding } from '../findings.ts'
import type { MessageInteraction } from '../pacts/pact.ts'
import type { Engine } from '../schema/engine.ts'
import { candidatesFor } from './candidates.ts'
import { compareReceived, compareSent } from './compare-contents.ts'
import { elementOf, type MessageOffer } from './offer.ts'

interface Tried {
  offer: MessageOffer
  findings: Finding[]
}

const isRefused = ({ findings }: Tried) => findings.some(({ severity }) => severity === 'error')

export interface Matched {
  findings: Finding[]
  /** The message that is meant, where it is clear which. */
  offer?: MessageOffer
}

/** One message of a contract against all that the provider sends and receives. */
export function compareMessage(engine: Engine, offers: readonly MessageOffer[], interaction: MessageInteraction): Matched {
  const { offers: candidates, by } = candidatesFor(interaction, offers)
  const tried = candidates.map(offer => ({ offer, findings: compareOffer(engine, interaction, offer) }))
  const fitting = tried.filter(one => !isRefused(one))
  if (fitting.length > 1) return { findings: severalFit(interaction, fitting) }
  const [only] = fitting
  if (only !== undefined)
    return { offer: only.offer, findings: by === 'shape' ? [matched(interaction, only), ...only.findings] : only.findings }
  // One that is named is told by its own findings.
  const [meant] = tried
  if (by !== 'shape' && tried.length === 1 && meant !== undefined) return meant
  return { findings: [noneFits(interaction, tried)] }
}

function compareOffer(engine: Engine, interaction: MessageInteraction, offer: MessageOffer): Finding[] {
  const { contents, responses, kind } = interaction
  if (kind === 'asynchronous') return compareReceived({ engine, interaction, contents, offer })
  return [...compareSent({ engine, interaction, contents, offer }), ...compareReplies(engine, interaction, offer, responses)]
}

/** Each answer that the consumer knows must be one that the provider gives. */
function compareReplies(
  engine: Engine,
  interaction: MessageInteraction,
  offer: MessageOffer,
  responses: MessageInteraction['responses']
): Finding[] {
  const about = { ...head(interaction), document: offer.pointer, element: elementOf(offer) }
  if (responses.length === 0) return [{ code: 'message.response.missing', severity: 'warning', ...about }]
  const replies = offer.reply ?? []
  if (replies.length === 0) return [{ code: 'message.reply.missing', severity: 'error', ...about }]
  return responses.flatMap(contents => {
    const tried = replies.map(reply => ({
      offer: reply,
      findings: compareReceived({ engine, interaction, contents, offer: reply })
    }))
    const best = tried.find(({ findings }) => findings.length === 0) ?? tried.find(one => !isRefused(one)) ?? tried[0]!
    return best.findings
  })
}

const head = ({ pointer, description }: MessageInteraction) => ({
  direction: 'message' as const,
  interaction: { pointer, description },
  contract: pointer
})

const noneFits = (interaction: MessageInteraction, tried: Tried[]): Finding => ({
  code: 'msg.gone',
  severity: 'error',
  ...head(interaction),
  document: tried[0]?.offer.pointer ?? '',
  detail: {
    ...(interaction.reference ?? {}),
    causes: tried.slice(0, 10).map(({ offer, findings }) => ({
      message: elementOf(offer),
      codes: findings.filter(({ severity }) => severity === 'error').map(({ code, path = '' }) => `${code} ${path}`.trim())
    }))
  }
})

/** Several versions of one message fit: that is ambiguous, unless they agree in what is found. */
function severalFit(interaction: MessageInteraction, fitting: Tried[]): Finding[] {
  const messages = fitting.map(({ offer }) => elementOf(offer))
  return [
    {
      code: 'message.ambiguous',
      severity: 'undecided',
      ...head(interaction),
      document: fitting[0]!.offer.pointer,
      detail: { messages }
    }
  ]
}

const matched = (interaction: MessageInteraction, { offer }: Tried): Finding => ({
  code: 'message.matched',
  severity: 'warning',
  ...head(interaction),
  document: offer.pointer,
  element: elementOf(offer),
  detail: { message: elementOf(offer) }
})
