// What `import … from 'soloist'` gives: the promise we make. Everything else in this folder may change.

export type { Configuration } from '../schemas/apply.ts'
export type { Application, ApplicationList, ApplicationProperties } from './applications.ts'
export type { Step } from './apply/step.ts'
export type { Applied, Prunable } from './apply.ts'
export type { Autonomy, AutonomyPeriod, DeploymentLog, LoggedDeployment } from './autonomy.ts'
export type { Branch, BranchList, ExpiredBranch, ExpiredBranchList } from './branches.ts'
export type { Comparison, ComparisonFinding, ComparisonWithFindings } from './comparisons.ts'
export type { LatestPacts, Pact, PactName, Published, PublishedTogether, Publishing } from './contracts.ts'
export type { DeployedVersion, ReleasedVersion } from './deployments.ts'
export type { Document, Link, Links, Notice, Page } from './document.ts'
export type { Contact, Environment, EnvironmentCheck, EnvironmentList } from './environments.ts'
export { SoloistError, type SoloistErrorCode } from './error.ts'
export type { Identity } from './identity.ts'
export type { Label, LabelList } from './labels.ts'
export type { Leaving, MissingVerifications, Rollback } from './leaving.ts'
export type { SoloistOptions } from './options.ts'
export type { Override, OverrideList } from './overrides.ts'
export type { Dashboard, DashboardItem, Integration, IntegrationList } from './overview.ts'
export type { ConsumerVersionSelector, ForVerification, PactsForVerification } from './pacts-for-verification.ts'
export type { Plan, PlanStep } from './plans.ts'
export type { DeclaredPolicies, DeclaredPolicy, Policy, PolicyChange, PolicyProperties } from './policies.ts'
export type {
  ProviderContract,
  ProviderContractList,
  ProviderContractName,
  ProviderDocument,
  ProviderVersion,
  PublishedProviderContracts,
  SelfVerification
} from './provider-contracts.ts'
export type {
  CanIDeploy,
  Destination,
  Ignored,
  MatrixDocument,
  MatrixParty,
  MatrixQuestion,
  MatrixRow,
  Selector
} from './questions.ts'
export type { Answered, RecordedVerdict, RecordedVerdictList, Replay } from './recorded-verdicts.ts'
export type { Reservation, ReservationList, Reserving } from './reservations.ts'
export type {
  Access,
  DeclaredResources,
  EnvironmentResources,
  Resource,
  SharingException,
  SharingExceptionProperties
} from './resources.ts'
export type { Rollout, RolloutList, RolloutSlot } from './rollouts.ts'
export type {
  Compatibility,
  ConsumerOutcome,
  DiffDocuments,
  DocumentDifference,
  Finding,
  NamedDocument,
  PactSimulation,
  PlacedVersion,
  SimulatePact,
  SimulateProviderContracts,
  Simulation,
  Usage
} from './simulations.ts'
export { Soloist } from './soloist.ts'
export type { Topic } from './topics.ts'
export type { Answer, Owner, Reason, Verdict, VerdictOverride } from './verdict.ts'
export type { RecordVerification, Verification, VerificationSummary } from './verifications.ts'
export type { TagDocument, Version, VersionList } from './versions.ts'
export type {
  TriggeredWebhook,
  Webhook,
  WebhookEvent,
  WebhookProperties,
  WebhookRequest,
  WebhookSide,
  WebhookTest
} from './webhooks.ts'
export type { CanIDeprecate, CanIRemove, Deprecate, ElementWindow, WindowList, WindowOfElement } from './windows.ts'
