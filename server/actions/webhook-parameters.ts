import { encodeToken } from '../domain/metadata-token.ts'
import { type CallFacts, parametersOf, placeholders } from '../domain/webhooks/parameters.ts'
import type { Parameters } from '../domain/webhooks/template.ts'
import { dayOf } from '../domain/windows/days.ts'
import { urls } from '../hal/urls.ts'
import type { Queries } from '../storage/database.ts'
import { labelsOf } from '../storage/labels.ts'
import type { CallContext } from '../storage/triggered-webhooks.ts'
import { tagNamesOf } from '../storage/version-tags.ts'
import { type CallSubject, subjectFacts } from '../storage/webhook-facts.ts'

export interface CallToFill {
  event: string
  subject: CallSubject
  context: CallContext
}

/** The values of a call's template parameters, from what is known when it is made. */
export async function webhookParameters(db: Queries, { event, subject, context }: CallToFill): Promise<Parameters> {
  const facts = await subjectFacts(db, subject)
  const { consumer, provider, sha, consumerVersion, verificationId, providerVersionId } = facts
  const labels = await labelsOf(
    db,
    [subject.consumerId, subject.providerId].filter(id => id !== null)
  )
  const tagsOf = async (id: number | null) => (id === null ? [] : tagNamesOf(db, id))
  const consumerTags = context.consumerVersionTags ?? (await tagsOf(subject.versionId))
  const { required, baseUrl } = context
  const filled: CallFacts = {
    event,
    consumer: consumer ?? '',
    consumerVersion: consumerVersion ?? '',
    consumerBranch: facts.consumerBranch ?? '',
    consumerTags,
    consumerLabels: (subject.consumerId !== null && labels.get(subject.consumerId)) || [],
    provider: provider ?? '',
    providerVersion:
      required?.number ??
      context.comparison?.providerVersion ??
      context.environment?.providerVersion ??
      facts.providerVersion ??
      '',
    overrideUrl: context.override === undefined ? '' : baseUrl + urls.override(context.override),
    environment: context.environment?.name ?? '',
    providerBranch: (required === undefined ? facts.providerBranch : required.branch) ?? '',
    providerTags: required === undefined ? await tagsOf(providerVersionId) : [],
    providerLabels: (subject.providerId !== null && labels.get(subject.providerId)) || [],
    providerDescriptions: required?.descriptions ?? [],
    pactUrl: '',
    verificationUrl: '',
    element: context.window?.element ?? '',
    elementSunset: context.window === undefined ? '' : dayOf(context.window.sunset),
    windowUrl: context.window === undefined || provider === null ? '' : baseUrl + urls.window(provider, context.window.element),
    comparisonUrl: context.comparison === undefined ? '' : baseUrl + urls.comparison(context.comparison.id),
    verified: facts.success === null ? undefined : facts.success === 1,
    buildUrl: (subject.verificationId === null ? context.buildUrl : facts.verificationBuildUrl) ?? ''
  }
  if (consumer === null || provider === null || sha === null) return parametersOf(filled)
  const token = tokenFor(consumerVersion, consumerTags)
  const verificationUrl = verificationId === null ? '' : baseUrl + urls.verification(provider, consumer, sha, verificationId)
  return parametersOf({ ...filled, pactUrl: baseUrl + urls.contract(provider, consumer, sha, token), verificationUrl })
}

/** The result of a build that the webhook starts comes back with it, and is told of for this version and these tags. */
function tokenFor(version: string | null, tags: readonly string[]): string | undefined {
  if (version === null) return undefined
  return encodeToken({ consumerVersions: [version], selectors: tags.map(tag => ({ tag, consumerVersion: version })) })
}

/** For a test where nothing fitting was published yet. */
export const placeholderParameters = (baseUrl: string): Parameters => {
  const { consumer, provider } = placeholders
  return parametersOf({ ...placeholders, pactUrl: baseUrl + urls.contract(provider, consumer, '0'.repeat(40)) })
}
