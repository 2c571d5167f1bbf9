import { withoutSecrets } from '../domain/webhooks/secrets.ts'
import { nameOf, type Side, type Webhook } from '../domain/webhooks/webhook.ts'
import { curies, link, present, times } from './document.ts'
import { urls } from './urls.ts'

const titleOf = ({ description, request }: Webhook) => description ?? nameOf(request)

/** Whom it is about, in words. */
function scopeOf({ consumer, provider }: Webhook): string {
  const words = ({ name, label }: Side, any: string) => name ?? (label === null ? any : `any labelled ${label}`)
  return `${words(consumer, 'any consumer')} and ${words(provider, 'any provider')}`
}

/** The signing secret is given once: to whoever creates the webhook. Reference 1.15.1. */
export function webhookDocument(base: string, webhook: Webhook, signingSecret?: string) {
  const { uuid, consumer, provider, enabled, events } = webhook
  const request = withoutSecrets(webhook.request)
  return {
    uuid,
    description: titleOf(webhook),
    ...present({ consumer: shownSide(consumer), provider: shownSide(provider) }),
    enabled,
    request: present(request),
    events: events.map(name => ({ name })),
    ...(signingSecret !== undefined && { signingSecret }),
    ...times(webhook),
    _links: {
      self: link(base, urls.webhook(uuid), { title: titleOf(webhook) }),
      'pb:execute': link(base, urls.executeWebhook(uuid), { title: 'POST here: try the webhook' }),
      'pb:signing-secret': link(base, urls.webhookSigningSecret(uuid), { title: 'POST here: a new signing secret' }),
      ...sideLinks(base, 'consumer', consumer),
      ...sideLinks(base, 'provider', provider),
      ...(consumer.name !== null &&
        provider.name !== null && {
          'pb:pact-webhooks': link(base, urls.pairWebhooks(provider.name, consumer.name), { title: 'Webhooks of the pair' })
        }),
      'pb:webhooks': link(base, urls.webhooks, { title: 'All webhooks' })
    }
  }
}

const shownSide = (side: Side) => (side.name === null && side.label === null ? undefined : present(side))

function sideLinks(base: string, side: 'consumer' | 'provider', { name, label }: Side) {
  const title = side === 'consumer' ? 'Consumer' : 'Provider'
  if (name !== null) return { [`pb:${side}`]: link(base, urls.application(name), { title, name }) }
  if (label === null) return {}
  return { [`pb:${side}s`]: link(base, urls.applicationsWithLabel(label), { title: `${title}s by label`, name: label }) }
}

/** `self` is what was asked: all webhooks, or those of one scope, where POST creates another. */
export function webhooksDocument(base: string, self: string, webhooks: Webhook[]) {
  return {
    _embedded: { webhooks: webhooks.map(webhook => webhookDocument(base, webhook)) },
    _links: {
      self: { href: self, title: 'Webhooks' },
      'pb:create': { href: self, title: 'POST here: create a webhook' },
      'pb:webhooks': webhooks.map(webhook =>
        link(base, urls.webhook(webhook.uuid), { title: scopeOf(webhook), name: titleOf(webhook) })
      ),
      'pb:dead-letters': link(base, urls.deadLetters, { title: 'Calls that failed for good' }),
      curies: curies(base, 'webhooks')
    }
  }
}

export const signingSecretDocument = (base: string, uuid: string, signingSecret: string) => ({
  signingSecret,
  _links: {
    self: link(base, urls.webhookSigningSecret(uuid)),
    'pb:webhook': link(base, urls.webhook(uuid), { title: 'Webhook' })
  }
})
