import { memberOf, readTree } from '../domain/contracts/json-tree.ts'
import { encodeToken } from '../domain/metadata-token.ts'
import type { Publication } from '../domain/publication.ts'
import type { Verification } from '../domain/verification.ts'
import { instant, link, present } from './document.ts'
import { pactTitle } from './pacts.ts'
import { urls } from './urls.ts'

export interface ShownVerification {
  verification: Verification
  /** Of the verified content: the words of the links are about it. */
  publication: Publication
  /** Who verified and what was tested, as it was posted. */
  report: string | undefined
}

/** A result as text, so that test results come back as they were sent. `extended` adds the provider version's tags. */
export function verificationDocument(
  base: string,
  shown: ShownVerification,
  tags?: ReadonlyArray<{ name: string; latest: boolean }>
): string {
  const { verification, publication, report } = shown
  const { provider, consumer, version, sha } = publication
  const { id, success, buildUrl, executedAt, providerVersion } = verification
  const testResults = report === undefined ? undefined : memberText(report, 'testResults')
  const head = present({
    providerName: provider,
    providerApplicationVersion: providerVersion,
    success: success === 1,
    verificationDate: instant(executedAt),
    buildUrl,
    verifiedBy: report === undefined ? undefined : verifiedBy(report)
  })
  const token = encodeToken({ consumerVersions: [version], selectors: [] })
  const tail = {
    ...(tags !== undefined && { _embedded: { tags: tags.map(tag => tagItem(base, provider, providerVersion, tag)) } }),
    _links: {
      self: link(base, urls.verification(provider, consumer, sha, id), {
        title: 'Verification result',
        name: `Verification result ${id} for ${pactTitle(publication)}`
      }),
      'pb:pact-version': link(base, urls.contract(provider, consumer, sha, token), {
        title: 'Pact',
        name: pactTitle(publication)
      }),
      'pb:triggered-webhooks': link(base, urls.verificationTriggeredWebhooks(provider, consumer, sha, id), {
        title: 'Webhooks triggered by the result'
      })
    }
  }
  const results = testResults === undefined ? '' : `"testResults":${testResults},`
  return `${JSON.stringify(head).slice(0, -1)},${results}${JSON.stringify(tail).slice(1)}`
}

const tagItem = (base: string, provider: string, number: string, { name, latest }: { name: string; latest: boolean }) => ({
  name,
  latest,
  _links: { self: link(base, urls.tag(provider, number, name), { title: 'Tag', name }) }
})

function memberText(report: string, name: string): string | undefined {
  const value = memberOf(readTree(report), name)
  return value && report.slice(value.start, value.end)
}

/** The verifier's own words under the names that the reference gives them. */
function verifiedBy(report: string): object | undefined {
  const given = asObject((JSON.parse(report) as { verifiedBy?: unknown }).verifiedBy)
  const language = asObject(given.clientLanguage)
  const shown = present({
    implementation: given.implementation,
    version: given.version,
    client_implementation: language.name,
    client_test_framework: language.testFramework,
    client_version: language.version
  })
  return Object.keys(shown).length > 0 ? shown : undefined
}

const asObject = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>

/** What the providers of a consumer version made of its pacts. */
export function verificationSummary(
  base: string,
  { consumer, number }: { consumer: string; number: string },
  pacts: ReadonlyArray<{ publication: Publication; shown: ShownVerification | undefined }>
): string {
  const names = (wanted: number | undefined) =>
    pacts.filter(({ shown }) => shown?.verification.success === wanted).map(({ publication }) => publication.provider)
  const summary = { successful: names(1), failed: names(0), unknown: names(undefined) }
  const results = pacts.flatMap(({ shown }) => (shown === undefined ? [] : [verificationDocument(base, shown)]))
  const self = link(base, urls.consumerVerifications(consumer, number), {
    title: `Latest verification results for consumer ${consumer} version ${number}`
  })
  return `{"success":${summary.successful.length === pacts.length},"providerSummary":${JSON.stringify(summary)},"_embedded":{"verificationResults":[${results.join(',')}]},"_links":${JSON.stringify({ self })}}`
}
