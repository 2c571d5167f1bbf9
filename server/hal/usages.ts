import type { UsageDocument } from '../../schemas/usage.ts'
import type { UsingVersion, WhoUses } from '../actions/who-uses.ts'
import { link } from './document.ts'
import { placedVersion } from './placed-versions.ts'
import { urls } from './urls.ts'
import { windowFields } from './window-fields.ts'

/** `self` is the address asked. */
export function usageDocument(base: string, found: WhoUses, self: string): UsageDocument {
  const { provider, element, match, versions } = found
  return {
    element,
    match,
    ...(found.window !== undefined && { window: windowFields(found.window) }),
    notices: noticesOf(found),
    consumers: elementConsumers(base, versions),
    _links: {
      self: { href: self, title: `Who uses ${element} of ${provider}` },
      'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider })
    }
  }
}

/** By consumer. */
export function elementConsumers(base: string, versions: readonly UsingVersion[]): UsageDocument['consumers'] {
  const consumers = new Map<string, UsingVersion[]>()
  for (const version of versions) consumers.set(version.application, [...(consumers.get(version.application) ?? []), version])
  return [...consumers].map(([name, using]) => ({
    name,
    versions: using.map(version => ({ ...placedVersion(base, version), uses: version.uses })),
    _links: { self: link(base, urls.application(name), { title: 'Consumer', name }) }
  }))
}

export function noticesOf({
  provider,
  versions,
  truncated,
  byDocument
}: Pick<WhoUses, 'provider' | 'versions' | 'truncated' | 'byDocument'>) {
  const info = (text: string) => ({ type: 'info', text })
  const warning = (text: string) => ({ type: 'warning', text })
  const notices = [info('This is declared use: what contracts say. Who has no contract is not seen.')]
  if (!byDocument && versions.length > 0) {
    notices.push(info(`${provider} has published no document: paths are told by their shape, messages by their name.`))
  }
  if (versions.some(({ uses }) => uses.some(({ strength }) => strength === 'unknown'))) {
    notices.push(warning('Where the strength is unknown, not all of a contract can be read: it may rely on this, or not.'))
  }
  if (truncated) notices.push(warning('There is more than is told here: ask for something narrower.'))
  return notices
}
