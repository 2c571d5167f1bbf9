import type { Static } from 'typebox'
import type { ProviderContractDocument, PublishedProviderContracts } from '../../schemas/provider-contracts.ts'
import type { ProviderContract } from '../domain/provider-contract.ts'
import { type PublishedDocuments, providerContractNotices } from '../domain/provider-contracts/publish-notices.ts'
import { instant, link, present, times } from './document.ts'
import { urls } from './urls.ts'

/** By the content: what the sender called it need not be true. */
export const mediaTypeOf = ({ format }: Pick<ProviderContract, 'format'>) =>
  format === 'json' ? 'application/json' : 'application/yaml'

export function providerContractDocument(base: string, contract: ProviderContract): Static<typeof ProviderContractDocument> {
  const { name, kind, specification, title, documentVersion, size, hash, provider, version } = contract
  const own = link(base, urls.version(provider, version), { title: 'Version', name: version })
  return {
    ...present({ name, specification: kind, specificationVersion: specification, title, documentVersion }),
    contentType: mediaTypeOf(contract),
    size,
    sha256: hash,
    ...times(contract),
    ...selfVerification(contract),
    _embedded: { version: { number: version, _links: { self: own } } },
    _links: {
      self: link(base, urls.providerContract(provider, version, name), { title: 'Provider contract', name }),
      'pb:document': link(base, urls.providerDocument(provider, version, name), { title: 'The document as published' }),
      ...(contract.selfVerification?.reportId != null && {
        'pb:self-verification-report': link(base, urls.selfVerificationReport(provider, version, name), {
          title: 'The report of its self-verification'
        })
      }),
      'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider }),
      'pb:pacticipant-version': own,
      'pb:provider-contracts': link(base, urls.providerContracts(provider, version), {
        title: 'Provider contracts of the version'
      }),
      'pb:comparisons': link(base, urls.versionComparisons(provider, version), {
        title: 'Comparisons of what the version offers'
      }),
      'pb:latest-provider-contracts': link(base, urls.latestProviderContracts(provider), { title: 'Latest provider contracts' })
    }
  }
}

function selfVerification({ selfVerification }: ProviderContract) {
  if (selfVerification === null) return {}
  const { success, verifier, verifierVersion, reportFormat, reportType, createdAt } = selfVerification
  const told = present({ verifier, verifierVersion, format: reportFormat, contentType: reportType })
  return { selfVerification: { success, ...told, createdAt: instant(createdAt) } }
}

/** `self` is the address asked. */
export function providerContractsDocument(base: string, provider: string, contracts: readonly ProviderContract[], self: string) {
  return {
    _embedded: { providerContracts: contracts.map(contract => providerContractDocument(base, contract)) },
    _links: {
      self: { href: self, title: `Provider contracts of ${provider}` },
      'pb:provider': link(base, urls.application(provider), { title: 'Provider', name: provider }),
      'pb:provider-contracts': contracts.map(({ version, name }) =>
        link(base, urls.providerContract(provider, version, name), { title: 'Provider contract', name })
      )
    }
  }
}

export interface PublishedFacts extends Omit<PublishedDocuments, 'application' | 'number' | 'documents'> {
  version: { application: string; number: string }
  documents: ReadonlyArray<Omit<PublishedDocuments['documents'][number], 'url'>>
}

/** The answer to a publication; Pact's client fails without the embedded version and the links to its tags. Reference part 7. */
export function publishedProviderContracts(base: string, published: PublishedFacts): Static<typeof PublishedProviderContracts> {
  const { application, number } = published.version
  const { isNew, branch, tags, doubts } = published
  const documents = published.documents.map(document => ({
    ...document,
    url: base + urls.providerContract(application, number, document.name)
  }))
  const version = link(base, urls.version(application, number), { title: 'Version', name: number })
  return {
    notices: providerContractNotices({ application, number, isNew, branch, tags, documents, doubts }),
    _embedded: {
      pacticipant: { name: application, _links: { self: link(base, urls.application(application)) } },
      version: { number, _links: { self: version } }
    },
    _links: {
      'pb:pacticipant': link(base, urls.application(application), { title: 'Pacticipant', name: application }),
      'pb:pacticipant-version': version,
      'pb:pacticipant-version-tags': tags.map(tag => link(base, urls.tag(application, number, tag), { title: 'Tag', name: tag })),
      'pb:provider-contracts': documents.map(({ name, url }) => ({ title: 'Provider contract', name, href: url }))
    }
  }
}
