import type { Policy } from '../storage/policies.ts'
import { link, present, times } from './document.ts'
import { urls } from './urls.ts'

export function policyDocument(base: string, policy: Policy) {
  const { uuid, kind, consumer, provider, environment, rule, until, reason } = policy
  const day = until === null ? null : new Date(until).toISOString().slice(0, 10)
  return {
    ...present({ uuid, kind, consumer, provider, environment, rule, until: day, reason }),
    ...times(policy),
    _links: {
      self: link(base, urls.policy(uuid), { title: 'Policy' }),
      'pb:policies': link(base, urls.policies, { title: 'Policies' })
    }
  }
}

export function policiesDocument(base: string, policies: Policy[]) {
  return {
    _embedded: { policies: policies.map(policy => policyDocument(base, policy)) },
    _links: { self: link(base, urls.policies, { title: 'Policies' }) }
  }
}
