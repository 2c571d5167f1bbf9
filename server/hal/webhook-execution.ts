import { type Attempt, hiddenResponse } from '../domain/webhooks/execution-log.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'

export interface TriedWebhook {
  /** Undefined for a webhook that is not saved. */
  uuid: string | undefined
  attempt: Attempt
  logs: string
  /** Whether what was answered may be shown. */
  showResponse: boolean
}

/** What came of trying a webhook. Reference 1.15.2. */
export function webhookExecution(base: string, { uuid, attempt, logs, showResponse }: TriedWebhook) {
  const { request, received, error, success } = attempt
  const again = uuid === undefined ? urls.executeUnsavedWebhook : urls.executeWebhook(uuid)
  return {
    ...(request !== undefined && {
      request: {
        headers: request.headers,
        ...(request.body !== undefined && { body: asJson(request.body) }),
        url: pathOf(request.url)
      }
    }),
    ...(showResponse && received !== undefined && { response: { ...received, body: asJson(received.body) } }),
    ...(showResponse && error !== undefined && { error: { message: error } }),
    ...(!showResponse && { message: `${hiddenResponse[0]?.toUpperCase()}${hiddenResponse.slice(1)}.` }),
    logs,
    success,
    _links: {
      ...(uuid !== undefined && { webhook: link(base, urls.webhook(uuid), { title: 'Webhook' }) }),
      'try-again': link(base, again, { title: 'POST here: try once more' })
    }
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
