import type { Broker } from '../broker.ts'
import { type Attempt, redacted, type SentRequest } from '../domain/webhooks/execution-log.ts'
import { signatureHeaders } from '../domain/webhooks/signature.ts'
import { fillBody, fillText, fillUrl, type Parameters } from '../domain/webhooks/template.ts'
import type { WebhookRequest } from '../domain/webhooks/webhook.ts'

export interface Call {
  request: WebhookRequest
  parameters: Parameters
  /** What the receiver knows this attempt by. */
  id: string
  attempt: number
  /** Undefined where there is no webhook yet whose secret could sign. */
  signingSecret: string | undefined
}

/** Makes a call once. Whatever happens is the attempt's outcome; nothing is thrown. */
export async function callWebhook({ send, config, now }: Broker, call: Call): Promise<Attempt> {
  const { request, parameters, id, attempt, signingSecret } = call
  const filled = fill(request, parameters)
  const timestamp = Math.floor(now() / 1000)
  const signed = { id, attempt, timestamp, body: filled.body ?? '' }
  const signature = signingSecret === undefined ? {} : signatureHeaders(signingSecret, signed)
  const sent: SentRequest = { ...filled, headers: { ...filled.headers, ...signature } }
  const shown = config.webhookRedactSensitiveData ? redacted(sent, request.headers) : sent
  try {
    const received = await send(sent)
    const success = config.webhookSuccessCodes.includes(received.status)
    return { request: shown, received, error: undefined, success }
  } catch (error) {
    return { request: shown, received: undefined, error: (error as Error).message, success: false }
  }
}

function fill(request: WebhookRequest, parameters: Parameters): SentRequest {
  const { method, url, headers, username, password } = request
  const body = fillBody(request.body, parameters)
  return {
    method,
    url: fillUrl(url, parameters),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fillText(value, parameters)])),
    ...(body !== undefined && { body }),
    ...(username !== null && { username: fillText(username, parameters) }),
    ...(password !== null && { password: fillText(password, parameters) })
  }
}
