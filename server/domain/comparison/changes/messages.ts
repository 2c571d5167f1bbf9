import type { ComparisonLimits } from '../compare-contract.ts'
import type { Finding, FindingCode, Severity } from '../findings.ts'
import { checkCompatibility } from '../messages/compatibility.ts'
import { elementOf, type MessageOffer } from '../messages/offer.ts'
import type { MessageInteraction } from '../pacts/pact.ts'

interface Changing {
  message: MessageInteraction
  before: MessageOffer
  after: MessageOffer
  /** What is already told of this message. */
  known: readonly Finding[]
  limits: ComparisonLimits
}

/** A message that a consumer reads, in two versions of its provider's document. */
export function changedMessage(changing: Changing): Finding[] {
  const { before, after } = changing
  const findings: Finding[] = []
  if (before.channel !== after.channel) {
    findings.push(finding(changing, 'msg.moved', 'error', { detail: { from: before.channel, to: after.channel } }))
  }
  if (before.payload?.format !== after.payload?.format && before.payload !== undefined && after.payload !== undefined) {
    const [from, to] = [before.payload, after.payload].map(({ format, formatName }) => formatName ?? format) as [string, string]
    findings.push(finding(changing, 'msg.format', 'error', { detail: { type: from, declared: to } }))
    return findings
  }
  return [...findings, ...unusedParts(changing)]
}

/** Parts that this consumer does not read: others, unknown here, may. Deployed readers keep old schemas: FORWARD. */
function unusedParts(changing: Changing): Finding[] {
  const { before, after, known, limits } = changing
  if (before.payload === undefined || after.payload === undefined) return []
  const { stepsEach, expired } = limits
  const asked = { earlier: [before.payload], next: after.payload, level: 'FORWARD' } as const
  const told = known.map(({ path = '' }) => path)
  return checkCompatibility({ ...asked, limits: { steps: stepsEach, ...(expired && { expired }) } })
    .filter(({ path = '', code }) => code === 'msg.compat' && !told.some(one => path.startsWith(one)))
    .map(({ path = '', detail = {}, witness }) =>
      finding(changing, 'msg.compat', 'warning', {
        path,
        detail,
        ...(witness !== undefined && { witness })
      })
    )
}

function finding({ message, after }: Changing, code: FindingCode, severity: Severity, more: Partial<Finding>): Finding {
  const { pointer, description } = message
  const about = { direction: 'message' as const, interaction: { pointer, description }, contract: pointer }
  return { code, severity, ...about, document: after.pointer, element: elementOf(after), ...more }
}
