import type { PageOfList } from '../http/pages.ts'
import type { Label } from '../storage/labels.ts'
import { link, template, times } from './document.ts'
import { urls } from './urls.ts'

export function labelDocument(base: string, application: string, label: Label) {
  const { name } = label
  return {
    name,
    ...times(label),
    _links: {
      self: link(base, urls.label(application, name), { title: 'Label', name }),
      pacticipant: link(base, urls.application(application), { title: 'Pacticipant', name: application })
    }
  }
}

/** Every label once; what bears it is asked for by its own address. */
export function labelsDocument(base: string, labels: Array<{ name: string }>, { page, links }: PageOfList) {
  return {
    _embedded: { labels: labels.map(({ name }) => ({ name })) },
    ...(page !== undefined && { page }),
    _links: {
      self: link(base, urls.labels, { title: 'Labels' }),
      'pb:pacticipants-with-label': template(base, `${urls.applications}/label/{label}`, 'Applications with the label'),
      ...links
    }
  }
}
