import type { Dashboard, DashboardItem } from '../actions/show-dashboard.ts'
import type { PageOfList } from '../http/pages.ts'
import type { Decoration } from '../storage/matrix/decorations.ts'
import { instant } from './document.ts'
import { textTable } from './text-table.ts'
import { urls } from './urls.ts'

const bare: Decoration = { branches: [], tags: [], environments: [] }

/** What is absent is an explicit null here. Webhooks are told elsewhere: `pb:webhook-status`. Reference 1.16. */
export function dashboardDocument(base: string, { items, decorations }: Dashboard, { page, links }: PageOfList) {
  const self = (href: string) => ({ self: { href: base + href } })
  const describe = (name: string, id: number, number: string) => {
    const { branches } = decorations.get(id) ?? bare
    return {
      number,
      branch: branches.at(-1)?.name ?? null,
      headBranchNames: branches.filter(({ latest }) => latest).map(branch => branch.name),
      _links: self(urls.version(name, number))
    }
  }
  const tagsOf = (name: string, number: string, tags: readonly string[]) =>
    tags.map(tag => ({ name: tag, latest: true, _links: self(urls.tag(name, number, tag)) }))
  return {
    items: items.map(({ publication, tags, result, status }) => {
      const { consumer, provider, version, versionId } = publication
      return {
        consumer: { name: consumer, version: describe(consumer, versionId, version), _links: self(urls.application(consumer)) },
        provider: {
          name: provider,
          version: result === undefined ? null : describe(provider, result.providerVersionId, result.providerVersion),
          _links: self(urls.application(provider))
        },
        pact: { createdAt: instant(publication.createdAt), _links: self(urls.pact(provider, consumer, version)) },
        pactTags: tagsOf(consumer, version, tags),
        latestVerificationResult:
          result === undefined
            ? null
            : {
                success: result.success,
                verifiedAt: instant(result.executedAt),
                _links: self(urls.verification(provider, consumer, result.sha, result.number))
              },
        latestVerificationResultTags:
          result === undefined ? [] : tagsOf(provider, result.providerVersion, latestTags(decorations, result.providerVersionId)),
        verificationStatus: status,
        webhookStatus: 'none',
        latestWebhookExecution: null,
        _links: {
          'pb:webhook-status': {
            title: `Status of webhooks for the pact between ${consumer} and ${provider}`,
            href: base + urls.webhookStatus(provider, consumer)
          }
        }
      }
    }),
    page,
    _links: links
  }
}

/** The same for terminals. */
export function dashboardTable({ items, decorations }: Dashboard): string {
  const line = ({ publication, tags, result }: DashboardItem) => [
    publication.consumer,
    publication.version,
    tags.join(', '),
    publication.provider,
    result?.providerVersion ?? '',
    result === undefined ? '' : latestTags(decorations, result.providerVersionId).join(', '),
    String(result?.success ?? '')
  ]
  const header = ['CONSUMER', 'C_VERSION', 'C_TAGS', 'PROVIDER', 'P_VERSION', 'P_TAGS', 'SUCCESS']
  return `${textTable(header, items.map(line))}\n`
}

const latestTags = (decorations: Dashboard['decorations'], versionId: number) =>
  (decorations.get(versionId) ?? bare).tags.filter(({ latest }) => latest).map(({ name }) => name)
