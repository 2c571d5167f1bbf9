import { hasParameter } from './template.ts'
import type { WebhookRequest } from './webhook.ts'

/** What stands for a secret wherever the broker shows it. Clients send it back when they update. */
const hidden = '**********'
/** The reference hides the first two; the others are as secret. */
const secretName = /authorization|token|secret|password|cookie|api-?key/i

const isHidden = (text: string) => /^\*+$/.test(text)

/** A header's value as it is shown. A value with a template parameter is no secret. Reference 4.5. */
export const shownHeader = (name: string, value: string): string =>
  secretName.test(name) && !hasParameter(value) ? hidden : value

export const shownPassword = (password: string): string => (hasParameter(password) ? password : hidden)

/** The request as it may be shown. */
export const withoutSecrets = (request: WebhookRequest): WebhookRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, shownHeader(name, value)])),
  password: request.password === null ? null : shownPassword(request.password)
})

/** An update that sends asterisks, or no password, keeps what is stored. Reference 1.15.1. */
export function withKeptSecrets(asked: WebhookRequest, stored: WebhookRequest): WebhookRequest {
  const known = new Map(Object.entries(stored.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const headers = Object.entries(asked.headers).map(([name, value]) => [
    name,
    isHidden(value) ? (known.get(name.toLowerCase()) ?? value) : value
  ])
  const password = asked.password === null || isHidden(asked.password) ? stored.password : asked.password
  return { ...asked, headers: Object.fromEntries(headers), password }
}
