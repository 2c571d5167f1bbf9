import { type TSchema, Type } from 'typebox'
import { Instant, Links, orNull } from './document.ts'
import { Page } from './pages.ts'

/** An answer in one of several forms, by media type. */
const forms = (description: string, content: Record<string, TSchema>) => ({
  description,
  content: Object.fromEntries(Object.entries(content).map(([mediaType, schema]) => [mediaType, { schema }]))
})

const Named = { name: Type.String(), _links: Links }

const VersionAtAGlance = Type.Object({
  number: Type.String(),
  branch: orNull(Type.String()),
  headBranchNames: Type.Array(Type.String(), { description: 'The branches whose head it is.' }),
  _links: Links
})

const TagAtAGlance = Type.Object({ ...Named, latest: Type.Boolean() })

const DashboardItem = Type.Object({
  consumer: Type.Object({ ...Named, version: VersionAtAGlance }),
  provider: Type.Object({ ...Named, version: orNull(VersionAtAGlance) }),
  pact: Type.Object({ createdAt: Instant, _links: Links }),
  pactTags: Type.Array(TagAtAGlance, { description: 'The tags for which it is the latest pact of the two.' }),
  latestVerificationResult: orNull(Type.Object({ success: Type.Boolean(), verifiedAt: Instant, _links: Links })),
  latestVerificationResultTags: Type.Array(TagAtAGlance),
  verificationStatus: Type.Union(
    ['never', 'success', 'stale', 'failed', 'failed_pending'].map(status => Type.Literal(status)),
    { description: 'stale: the newest result is a success for other content.' }
  ),
  webhookStatus: Type.Literal('none'),
  latestWebhookExecution: Type.Null(),
  _links: Links
})

const DashboardDocument = Type.Object({ items: Type.Array(DashboardItem), page: Page, _links: Links })

const IntegrationsDocument = Type.Object({
  _embedded: Type.Object({
    integrations: Type.Array(
      Type.Object({
        consumer: Type.Object({ name: Type.String() }),
        provider: Type.Object({ name: Type.String() }),
        _links: Links
      })
    )
  }),
  page: Type.Optional(Page),
  _links: Links
})

export const dashboardForms = forms('The dashboard.', {
  'application/hal+json': DashboardDocument,
  'text/plain': Type.String()
})

export const integrationsForms = forms('The integrations, as a graph unless JSON is asked for.', {
  'text/vnd.graphviz': Type.String(),
  'application/hal+json': IntegrationsDocument
})

export const networkForm = forms(
  'A row for each application: id,name,1,1,0,position, then the ids of its providers, then zeros.',
  {
    'text/csv': Type.String()
  }
)

export const badgeForm = forms('The badge.', { 'image/svg+xml': Type.String() })

export const GroupQuery = Type.Object({
  maxPacticipants: Type.Optional(Type.String({ description: 'At most so many applications are walked to.' }))
})

const Count = Type.Integer()
const counts = (...names: string[]) => Type.Object(Object.fromEntries(['count', ...names].map(name => [name, Count])))
const Distribution = Type.Object({
  distribution: Type.Record(Type.String(), Count, { description: 'How many there are with 1, 2, 3 …' })
})
const span = { first: orNull(Type.String()), last: orNull(Type.String()) }

export const MetricsDocument = Type.Object({
  interactions: Type.Object({
    latestInteractionsCount: Count,
    latestMessagesCount: Count,
    latestInteractionsAndMessagesCount: Count
  }),
  pacticipants: counts('withMainBranchSetCount'),
  integrations: counts(),
  pactPublications: Type.Object({ count: Count, ...span }),
  pactVersions: counts(),
  pactRevisionsPerConsumerVersion: Distribution,
  verificationResults: Type.Object({ count: Count, successCount: Count, failureCount: Count, distinctCount: Count, ...span }),
  verificationResultsPerPactVersion: Distribution,
  pacticipantVersions: counts('withUserCreatedBranchCount', 'withBranchCount', 'withBranchSetCount'),
  webhooks: counts(),
  tags: counts('distinctCount', 'distinctWithPacticipantCount'),
  triggeredWebhooks: counts(),
  webhookExecutions: counts(),
  matrix: Type.Object({ count: Type.Literal(-1) }),
  environments: counts(),
  deployedVersions: counts('userCreatedCount', 'currentlyDeployedCount'),
  releasedVersions: counts('currentlySupportedCount')
})

export const DependenciesDocument = Type.Object({
  database: Type.Object({ ok: Type.Boolean(), error: Type.Optional(Type.Object({ message: Type.String() })) }),
  _links: Links
})
