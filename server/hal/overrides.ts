import type { PageOfList } from '../http/pages.ts'
import type { KeptOverride } from '../storage/overrides.ts'
import { instant, link, present, soloistCurie } from './document.ts'
import { urls } from './urls.ts'

export function overrideDocument(base: string, override: KeptOverride, now: number) {
  const { uuid, application, version, environment, environmentUuid } = override
  const { by, recordedBy, reason, until, covers, createdAt, revokedAt, revokedBy, revokedBecause } = override
  return {
    uuid,
    state: revokedAt !== null ? ('revoked' as const) : now > until ? ('expired' as const) : ('valid' as const),
    pacticipant: application,
    version,
    environment,
    by,
    recordedBy,
    reason,
    until: instant(until),
    covers: covers.map(({ code, sentence }) => ({ code, sentence })),
    createdAt: instant(createdAt),
    ...(revokedAt !== null && { revokedAt: instant(revokedAt) }),
    ...present({ revokedBy, revokedBecause }),
    _links: {
      self: link(base, urls.override(uuid), { title: 'Override' }),
      'pb:pacticipant': link(base, urls.application(application), { title: 'Pacticipant', name: application }),
      'pb:environment': link(base, urls.environment(environmentUuid), { title: 'Environment', name: environment }),
      'soloist:overrides': link(base, urls.overrides, { title: 'All overrides' }),
      curies: [soloistCurie(base, 'override')]
    }
  }
}

export function overridesDocument(
  base: string,
  self: string,
  overrides: readonly KeptOverride[],
  { now, page: { page, links } }: { now: number; page: PageOfList }
) {
  return {
    _embedded: { overrides: overrides.map(override => overrideDocument(base, override, now)) },
    ...(page && { page }),
    _links: { self: { href: self, title: 'Overrides' }, ...links }
  }
}
