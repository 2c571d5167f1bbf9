import type { EnvironmentCheck } from '../actions/check-environment.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'
import { overrideInShort, reasonDocument } from './verdict.ts'

/** The check of an environment in the form of a verdict; docs/verdict.md says what the reasons mean. */
export function environmentCheckDocument(base: string, { environment, answer, reasons, versions, overrides }: EnvironmentCheck) {
  const { uuid, name } = environment
  return {
    answer,
    versions: versions.map(({ application, version }) => ({ pacticipant: application, version })),
    overrides: overrides.map(override => ({
      pacticipant: override.application,
      version: override.version,
      ...overrideInShort(override, base)
    })),
    reasons: reasons.map(reason => reasonDocument(reason, base, name)),
    _links: {
      self: link(base, urls.environmentCheck(uuid), { title: 'Check' }),
      'pb:environment': link(base, urls.environment(uuid), { title: 'Environment', name })
    }
  }
}
