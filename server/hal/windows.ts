import type { DeprecationDocument, RemovalDocument, WindowDocument, WindowsDocument } from '../../schemas/windows.ts'
import type { DeprecationAnswer, ElementAnswer, RemovalAnswer } from '../actions/can-i-remove.ts'
import { isLiveIn, placesOf } from '../actions/element-users.ts'
import type { ListedWindow, ListedWindows } from '../actions/list-windows.ts'
import type { UsingVersion } from '../actions/who-uses.ts'
import { dayOf } from '../domain/windows/days.ts'
import type { RemovalReason } from '../domain/windows/removal.ts'
import { deprecateCommand, removalNext, removalSentence } from '../domain/windows/sentences.ts'
import { link, present, soloistCurie, times } from './document.ts'
import { placedVersion } from './placed-versions.ts'
import { urls } from './urls.ts'
import { elementConsumers, noticesOf } from './usages.ts'
import { dates, windowFields } from './window-fields.ts'

export function windowDocument(base: string, listed: ListedWindow): WindowDocument {
  const { provider, element, window, commanded, documents, offeredBy, users, overdue } = listed
  return {
    provider,
    element,
    window: windowFields(window),
    overdue,
    ...present({ reason: commanded?.reason ?? null }),
    documents: documents.map(({ version, dates: said, problems }) => ({ version, ...dates(said), problems })),
    offeredBy: offeredBy.map(version => placedVersion(base, version)),
    ...(users !== undefined && { consumers: elementConsumers(base, users) }),
    ...(commanded !== undefined && times(commanded)),
    _links: elementLinks(base, provider, element, urls.window(provider, element))
  } as WindowDocument
}

/** `self` is the address asked. */
export function windowsDocument(base: string, { windows, truncated }: ListedWindows, self: string): WindowsDocument {
  const more = 'Of some that are past their sunset, users were not looked for: ask for one provider, or one element.'
  return {
    windows: windows.map(window => windowDocument(base, window)),
    notices: truncated ? [{ type: 'warning', text: more }] : [],
    _links: { self: { href: self, title: 'Windows' }, curies: [soloistCurie(base, 'windows')] } as WindowsDocument['_links']
  }
}

export function removalDocument(base: string, found: RemovalAnswer, self: string): RemovalDocument {
  const { environment, reasons, freeFrom } = found
  return {
    ...aboutElement(base, found, self),
    ...(environment !== undefined && { environment }),
    reasons: reasons.map(reason => reasonOf(reason, found)),
    ...(freeFrom !== undefined && { freeFrom: dayOf(freeFrom) })
  }
}

function reasonOf({ code, outcome }: RemovalReason, found: RemovalAnswer): RemovalDocument['reasons'][number] {
  const { users, environment } = found
  const concerned = users.versions.filter(version =>
    code === 'used-by-versions-to-come' ? !isLiveIn(version) : isLiveIn(version, environment)
  )
  return removalReason({ code, outcome }, { ...found, users: concerned.map(named) })
}

/** Also where nobody asks to remove it, but a proposal would. */
export const removalReason = (
  { code, outcome }: RemovalReason,
  about: Parameters<typeof removalSentence>[1]
): RemovalDocument['reasons'][number] => {
  const next = removalNext(code, about)
  return { code, outcome, text: removalSentence(code, about), ...(next !== undefined && { next }) }
}

const named = (version: UsingVersion): string => {
  const { application, number, branches } = version
  const live = placesOf(version)
  const places = live.length > 0 ? live : branches.map(({ name }) => name)
  return `${application} ${number}${places.length === 0 ? '' : ` (${places.join(', ')})`}`
}

export function deprecationDocument(base: string, found: DeprecationAnswer, self: string): DeprecationDocument {
  const { provider, element, answer, earliestSunset, minimum } = found
  const earliest = dayOf(earliestSunset)
  return {
    ...aboutElement(base, found, self),
    earliestSunset: earliest,
    freeFrom: dayOf(earliestSunset + 1),
    minimumWindowDays: minimum,
    ...(answer !== 'no' && { next: deprecateCommand(provider, element, earliest) })
  }
}

function aboutElement(base: string, found: ElementAnswer & { answer: 'yes' | 'no' | 'unknown' }, self: string) {
  const { answer, provider, element, window, users } = found
  return {
    answer,
    provider,
    element,
    window: windowFields(window),
    notices: noticesOf(users),
    consumers: elementConsumers(base, users.versions),
    _links: { ...elementLinks(base, provider, element, ''), self: { href: self } }
  }
}

function elementLinks(base: string, provider: string, element: string, self: string) {
  return {
    self: link(base, self, { title: 'Window', name: element }),
    'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider }),
    'soloist:window': link(base, urls.window(provider, element), { title: 'Window', name: element }),
    'soloist:usage': link(base, urls.usage(provider, element), { title: 'Who uses it?' }),
    'soloist:can-i-remove': link(base, urls.canIRemove(provider, element), { title: 'May it be removed?' }),
    'soloist:can-i-deprecate': link(base, urls.canIDeprecate(provider, element), { title: 'May it be deprecated?' }),
    curies: [soloistCurie(base, 'windows')]
  }
}
