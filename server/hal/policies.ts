import type { DeclaredPolicy } from '../domain/declared-policies.ts'
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

export function declaredPoliciesDocument(
  base: string,
  { application, number }: { application: string; number: string },
  policies: readonly DeclaredPolicy[],
  withoutEffect: readonly string[]
) {
  return {
    policies: policies.map(({ kind, rule, environment }) => ({
      kind,
      rule,
      ...(environment === undefined ? {} : { environment })
    })),
    notices: withoutEffect.map(text => ({ type: 'warning', text })),
    _links: {
      self: link(base, urls.declaredPolicies(application, number), { title: 'What its repository says about the verdict on it' }),
      'pb:version': link(base, urls.version(application, number), { title: 'Version', name: number }),
      'pb:policies': link(base, urls.policies, { title: 'Policies' })
    }
  }
}
