import type { Static } from 'typebox'
import type { PublishedContracts, PublishedTogether } from '../../schemas/contracts.ts'
import { type PublishedContract, publishNotices, type TriggeredNotice } from '../domain/contracts/publish-notices.ts'
import { link } from './document.ts'
import { pactTitle } from './pacts.ts'
import { urls } from './urls.ts'

export interface PublishedFacts {
  version: { application: string; number: string }
  isNew: boolean
  retired: boolean
  branch: string | undefined
  tags: readonly string[]
  contracts: ReadonlyArray<
    Omit<PublishedContract, 'url' | 'triggered'> & {
      triggered: ReadonlyArray<Omit<TriggeredNotice, 'logUrl'> & { uuid: string }>
    }
  >
}

/** The answer to `/contracts/publish`. Clients deserialise all of it. Reference 1.9. */
export function publishedContracts(base: string, published: PublishedFacts): Static<typeof PublishedContracts> {
  const { application, number } = published.version
  const { isNew, retired, branch, tags } = published
  const contracts = published.contracts.map(contract => ({
    ...contract,
    url: base + urls.pact(contract.provider, application, number),
    triggered: contract.triggered.map(call => ({ ...call, logUrl: base + urls.triggeredWebhookLogs(call.uuid) }))
  }))
  const notices = publishNotices({ application, number, isNew, retired, branch, tags, contracts })
  const version = link(base, urls.version(application, number), { title: 'Version', name: number })
  return {
    logs: notices.map(({ type, text }) => ({
      level: type,
      message: text,
      deprecationWarning: 'The logs are kept for old clients; read the notices.'
    })),
    notices,
    _embedded: {
      pacticipant: { name: application, _links: { self: link(base, urls.application(application)) } },
      version: { number, _links: { self: version } }
    },
    _links: {
      'pb:pacticipant': link(base, urls.application(application), { title: 'Pacticipant', name: application }),
      'pb:pacticipant-version': version,
      'pb:pacticipant-version-tags': tags.map(tag => link(base, urls.tag(application, number, tag), { title: 'Tag', name: tag })),
      'pb:contracts': contracts.map(({ provider, url }) => ({
        title: 'Pact',
        name: pactTitle({ consumer: application, version: number, provider }),
        href: url
      }))
    }
  }
}

/** The answer to `/contracts/publish-together`: what each publication's own would be. */
export function publishedTogether(base: string, all: readonly PublishedFacts[]): Static<typeof PublishedTogether> {
  const publications = all.map(published => publishedContracts(base, published))
  return {
    notices: publications.flatMap(({ notices }) => notices),
    _embedded: { publications },
    _links: { self: link(base, urls.publishTogether) }
  }
}
