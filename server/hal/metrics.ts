import type { Measures } from '../actions/measure-broker.ts'
import type { Share, Span } from '../storage/metrics.ts'
import { instant } from './document.ts'

/** The Pact Broker's document. What is absent is an explicit null here. Reference 1.16. */
export function metricsDocument({ interactions, messages, counts, spans, distributions }: Measures) {
  return {
    interactions: {
      latestInteractionsCount: interactions,
      latestMessagesCount: messages,
      latestInteractionsAndMessagesCount: interactions + messages
    },
    pacticipants: { count: counts.applications, withMainBranchSetCount: counts.withMainBranch },
    integrations: { count: counts.integrations },
    pactPublications: { count: counts.publications, ...spanOf(spans.publications) },
    pactVersions: { count: counts.contracts },
    pactRevisionsPerConsumerVersion: distributionOf(distributions.publications),
    verificationResults: {
      count: counts.results,
      successCount: counts.successes,
      failureCount: counts.results - counts.successes,
      distinctCount: counts.distinctResults,
      ...spanOf(spans.results)
    },
    verificationResultsPerPactVersion: distributionOf(distributions.results),
    pacticipantVersions: {
      count: counts.versions,
      withUserCreatedBranchCount: counts.branchedByUser,
      withBranchCount: counts.branched,
      withBranchSetCount: counts.branched
    },
    webhooks: { count: counts.webhooks },
    tags: {
      count: counts.tags,
      distinctCount: counts.tagNames,
      distinctWithPacticipantCount: counts.tagNamesOfApplications
    },
    triggeredWebhooks: { count: counts.triggeredWebhooks },
    webhookExecutions: { count: counts.webhookExecutions },
    // The matrix is not counted: it is never stored.
    matrix: { count: -1 },
    environments: { count: counts.environments },
    deployedVersions: {
      count: counts.deployments,
      userCreatedCount: counts.deployments - counts.deploymentsByTag,
      currentlyDeployedCount: counts.deployed
    },
    releasedVersions: { count: counts.releases, currentlySupportedCount: counts.supported }
  }
}

const spanOf = ({ first, last }: Span) => ({ first: momentOf(first), last: momentOf(last) })
const momentOf = (moment: number | null) => (moment === null ? null : instant(moment))

const distributionOf = (shares: readonly Share[]) => ({
  distribution: Object.fromEntries(shares.map(({ size, count }) => [String(size), count]))
})
