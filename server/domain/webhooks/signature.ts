import { createHmac } from 'node:crypto'

/** What a receiver is told of a call, beside what its webhook defines. Names as in the Standard Webhooks specification. */
export interface SignedCall {
  /** The same for every attempt: whoever saw it before has had this call. */
  id: string
  attempt: number
  /** Seconds UTC. */
  timestamp: number
  body: string
}

/** `v1,` and HMAC-SHA256 of `id.timestamp.body`, with the secret's bytes as key, in base64. */
export function signatureHeaders(secret: string, { id, attempt, timestamp, body }: SignedCall): Record<string, string> {
  const key = Buffer.from(secret.slice(secretPrefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
    'webhook-attempt': String(attempt)
  }
}

const secretPrefix = 'whsec_'

/** The secret in its written form, from 32 random bytes. */
export const writtenSecret = (bytes: Buffer): string => secretPrefix + bytes.toString('base64')
