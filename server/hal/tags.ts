import type { Tag } from '../storage/tags.ts'
import { link, times } from './document.ts'
import { urls } from './urls.ts'

export function tagDocument(base: string, application: string, number: string, tag: Tag) {
  return {
    name: tag.name,
    ...times(tag),
    _links: {
      self: link(base, urls.tag(application, number, tag.name), { title: 'Tag', name: tag.name }),
      version: link(base, urls.version(application, number), { title: 'Version', name: number }),
      pacticipant: link(base, urls.application(application), { title: 'Pacticipant', name: application })
    }
  }
}
