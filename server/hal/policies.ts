import type { DeclaredPolicy } from '../domain/declared-policies.ts'
import { dayOf } from '../domain/policy-rules.ts'
import type { PageOfList } from '../http/pages.ts'
import type { Policy } from '../storage/policies.ts'
import type { PolicyChange } from '../storage/policy-changes.ts'
import { instant, link, present, soloistCurie, times } from './document.ts'
import { urls } from './urls.ts'

export function policyDocument(base: string, policy: Policy) {
  const { uuid, kind, consumer, provider, environment, rule, until, reason } = policy
  const day = until === null ? null : dayOf(until)
  return {
    ...present({ uuid, kind, consumer, provider, environment, rule, until: day, reason }),
    ...times(policy),
    _links: {
      self: link(base, urls.policy(uuid), { title: 'Policy' }),
      'pb:policies': link(base, urls.policies, { title: 'Policies' }),
      'soloist:policy-changes': link(base, urls.changesOfPolicy(uuid), { title: 'What was done to it, and by whom' }),
      curies: [soloistCurie(base, 'policy')]
    }
  }
}

export function policiesDocument(base: string, policies: Policy[]) {
  return {
    _embedded: { policies: policies.map(policy => policyDocument(base, policy)) },
    _links: {
      self: link(base, urls.policies, { title: 'Policies' }),
      'soloist:policy-changes': link(base, urls.policyChanges, { title: 'What was done to policies, and by whom' }),
      curies: [soloistCurie(base, 'policy')]
    }
  }
}

/** The policy itself may be gone. */
export function policyChangesDocument(base: string, self: string, changes: readonly PolicyChange[], { page, links }: PageOfList) {
  return {
    _embedded: { changes: changes.map(change => changeDocument(base, change)) },
    ...(page && { page }),
    _links: { self: { href: self }, 'pb:policies': link(base, urls.policies, { title: 'Policies' }), ...links }
  }
}

function changeDocument(base: string, { policy, change, by, reason, before, after, createdAt }: PolicyChange) {
  const read = (text: string | null) => (text === null ? null : (JSON.parse(text) as { kind: string }))
  const seen = { before: read(before), after: read(after) }
  const { kind } = seen.after ?? seen.before ?? {}
  const about =
    kind === 'sharing-exception'
      ? { 'soloist:sharing-exception': link(base, urls.sharingException(policy), { title: 'Exception' }) }
      : { 'soloist:policy': link(base, urls.policy(policy), { title: 'Policy' }) }
  return { policy, change, by, ...present({ reason, ...seen }), changedAt: instant(createdAt), _links: about }
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
