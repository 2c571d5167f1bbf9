import { type ApplicationMethods, applicationMethods } from './applications.ts'
import { type ApplyMethods, applyMethods } from './apply.ts'
import { type AutonomyMethods, autonomyMethods } from './autonomy.ts'
import { type BranchMethods, branchMethods } from './branches.ts'
import { type ComparisonMethods, comparisonMethods } from './comparisons.ts'
import { type ContractMethods, contractMethods } from './contracts.ts'
import { type DeploymentMethods, deploymentMethods } from './deployments.ts'
import type { Links } from './document.ts'
import { type EnvironmentMethods, environmentMethods } from './environments.ts'
import { type Exchange, exchangeOver } from './exchange.ts'
import { type LabelMethods, labelMethods } from './labels.ts'
import { type LeavingMethods, leavingMethods } from './leaving.ts'
import { checkOptions, type SoloistOptions } from './options.ts'
import { type OverrideMethods, overrideMethods } from './overrides.ts'
import { type OverviewMethods, overviewMethods } from './overview.ts'
import { type ForVerificationMethods, forVerificationMethods } from './pacts-for-verification.ts'
import { type PlanMethods, planMethods } from './plans.ts'
import { type PolicyMethods, policyMethods } from './policies.ts'
import { type ProviderContractMethods, providerContractMethods } from './provider-contracts.ts'
import { type QuestionMethods, questionMethods } from './questions.ts'
import { type RecordedVerdictMethods, recordedVerdictMethods } from './recorded-verdicts.ts'
import { type ReservationMethods, reservationMethods } from './reservations.ts'
import { type ResourceMethods, resourceMethods } from './resources.ts'
import { type RolloutMethods, rolloutMethods } from './rollouts.ts'
import { type SimulationMethods, simulationMethods } from './simulations.ts'
import { type TopicMethods, topicMethods } from './topics.ts'
import { type VerificationMethods, verificationMethods } from './verifications.ts'
import { type VersionMethods, versionMethods } from './versions.ts'
import { type WebhookMethods, webhookMethods } from './webhooks.ts'
import { type WindowMethods, windowMethods } from './windows.ts'

type HomeMethods = ReturnType<typeof homeMethods>

/** A broker, spoken to over HTTP. Every method answers with the broker's document, or throws a SoloistError. */
export interface Soloist
  extends QuestionMethods,
    ContractMethods,
    ProviderContractMethods,
    SimulationMethods,
    WindowMethods,
    ComparisonMethods,
    RecordedVerdictMethods,
    AutonomyMethods,
    VerificationMethods,
    ForVerificationMethods,
    ApplicationMethods,
    LabelMethods,
    VersionMethods,
    BranchMethods,
    EnvironmentMethods,
    DeploymentMethods,
    RolloutMethods,
    LeavingMethods,
    PlanMethods,
    ReservationMethods,
    PolicyMethods,
    TopicMethods,
    OverrideMethods,
    ResourceMethods,
    WebhookMethods,
    ApplyMethods,
    OverviewMethods,
    HomeMethods {}

// Each subject's methods live in a file of their own, with their types; `new Soloist()` gathers them.
export const Soloist = class {
  constructor(options: SoloistOptions) {
    const exchange = exchangeOver(checkOptions(options))
    Object.assign(
      this,
      questionMethods(exchange),
      contractMethods(exchange),
      providerContractMethods(exchange),
      simulationMethods(exchange),
      windowMethods(exchange),
      comparisonMethods(exchange),
      recordedVerdictMethods(exchange),
      autonomyMethods(exchange),
      verificationMethods(exchange),
      forVerificationMethods(exchange),
      applicationMethods(exchange),
      labelMethods(exchange),
      versionMethods(exchange),
      branchMethods(exchange),
      environmentMethods(exchange),
      deploymentMethods(exchange),
      rolloutMethods(exchange),
      leavingMethods(exchange),
      planMethods(exchange),
      reservationMethods(exchange),
      policyMethods(exchange),
      topicMethods(exchange),
      overrideMethods(exchange),
      resourceMethods(exchange),
      webhookMethods(exchange),
      applyMethods(exchange),
      overviewMethods(exchange),
      homeMethods(exchange)
    )
  }
} as new (
  options: SoloistOptions
) => Soloist

function homeMethods({ read, baseUrl }: Exchange) {
  return {
    /** Where this broker is, without credentials. */
    baseUrl,

    /** The broker's relations. */
    async index(): Promise<{ _links: Links }> {
      return read('/')
    },

    /** Answers when the broker is up. */
    async heartbeat(): Promise<{ ok: boolean }> {
      return read('/diagnostic/status/heartbeat')
    }
  }
}
