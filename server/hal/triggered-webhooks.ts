import { attemptsRemaining } from '../domain/webhooks/after-attempt.ts'
import type { PageOfList } from '../http/pages.ts'
import type { Execution, TriggeredWebhook } from '../storage/triggered-webhooks.ts'
import { instant, link, present } from './document.ts'
import { urls } from './urls.ts'

export interface Shown {
  base: string
  /** Seconds before each further attempt: what remains depends on it. */
  schedule: readonly number[]
}

/** One call and how it stands. Reference 1.15.4; names and `pb:replay` are ours. */
export function triggeredWebhookDocument({ base, schedule }: Shown, triggered: TriggeredWebhook) {
  const { uuid, name, status, attempts, replayedAfter, event, consumer, provider, webhookUuid, createdAt } = triggered
  const logs = link(base, urls.triggeredWebhookLogs(uuid), { title: 'Logs of the calls', name: `${name} for ${event}` })
  const over = status === 'success' || status === 'failure'
  return {
    uuid,
    name,
    status,
    attemptsMade: attempts,
    attemptsRemaining: attemptsRemaining(status, { made: attempts, before: replayedAfter }, schedule),
    triggerType: 'resource_creation',
    eventName: event,
    ...present({ consumerName: consumer, providerName: provider }),
    triggeredAt: instant(createdAt),
    _links: {
      'pb:logs': logs,
      logs,
      ...(webhookUuid !== null && {
        'pb:webhook': link(base, urls.webhook(webhookUuid), { title: 'Webhook', name }),
        ...(over && { 'pb:replay': link(base, urls.replayTriggeredWebhook(uuid), { title: 'POST here: call once more' }) })
      })
    }
  }
}

export const triggeredWebhooksDocument = (shown: Shown, self: string, triggered: TriggeredWebhook[]) => ({
  _embedded: { triggeredWebhooks: triggered.map(each => triggeredWebhookDocument(shown, each)) },
  _links: { self: { href: self, title: 'Triggered webhooks' } }
})

/** A page of the calls that failed for good. */
export const deadLettersDocument = (shown: Shown, triggered: TriggeredWebhook[], { page, links }: PageOfList) => ({
  _embedded: { triggeredWebhooks: triggered.map(each => triggeredWebhookDocument(shown, each)) },
  page,
  _links: {
    self: link(shown.base, urls.deadLetters, { title: 'Calls that failed for good' }),
    'pb:replay': link(shown.base, urls.replayDeadLetters, { title: 'POST here: make all of them once more' }),
    ...links
  }
})

export const deadLettersReplayed = (base: string, replayed: number) => ({
  replayed,
  _links: { self: link(base, urls.replayDeadLetters), 'pb:dead-letters': link(base, urls.deadLetters) }
})

interface PairStatus {
  self: string
  consumer: string
  provider: string
  /** The content of the pair's latest pact. */
  sha: string | undefined
  triggered: TriggeredWebhook[]
}

/** How the newest call of each webhook and event of the pair stands. Reference 1.15.3. */
export function webhookStatusDocument(shown: Shown, { self, consumer, provider, sha, triggered }: PairStatus) {
  const { base } = shown
  const count = (wanted: TriggeredWebhook['status']) => triggered.filter(({ status }) => status === wanted).length
  const retrying = count('retrying')
  const notRun = count('not_run')
  const failed = triggered.filter(({ status }) => status === 'failure' || status === 'retrying')
  return {
    summary: {
      successful: count('success'),
      failed: count('failure'),
      ...(retrying > 0 && { retrying }),
      ...(notRun > 0 && { notRun })
    },
    _embedded: { triggeredWebhooks: triggered.map(each => triggeredWebhookDocument(shown, each)) },
    _links: {
      self: { href: self, title: 'Webhooks status' },
      'pb:error-logs': failed.map(({ uuid, name, event }) =>
        link(base, urls.triggeredWebhookLogs(uuid), { title: 'Logs of the calls', name: `${name} for ${event}` })
      ),
      'pb:pact-webhooks': link(base, urls.pairWebhooks(provider, consumer), { title: 'Webhooks of the pair' }),
      ...(sha !== undefined && {
        'pb:pact-version': link(base, urls.contract(provider, consumer, sha), { title: 'Pact', name: sha })
      }),
      'pb:consumer': link(base, urls.application(consumer), { title: 'Consumer', name: consumer }),
      'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider })
    }
  }
}

export function logsDocument(base: string, triggered: TriggeredWebhook, executions: Execution[]) {
  const { uuid, event, consumer, provider, webhookUuid } = triggered
  return {
    eventName: event,
    ...present({ consumerName: consumer, providerName: provider }),
    executions: executions.map(({ success, logs, createdAt }) => ({
      success: success === 1,
      logs,
      createdAt: instant(createdAt)
    })),
    _embedded: { triggeredWebhook: { uuid } },
    _links: {
      self: link(base, urls.triggeredWebhookLogs(uuid), { title: 'Logs of the calls' }),
      ...(webhookUuid !== null && { 'pb:webhook': link(base, urls.webhook(webhookUuid), { title: 'Webhook' }) })
    }
  }
}

export const logsText = (executions: Execution[]): string =>
  executions.length === 0 ? 'The webhook was not called yet.' : executions.map(({ logs }) => logs).join('\n')
