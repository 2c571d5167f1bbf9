import type { Configuration } from '../schemas/apply.ts'
import { applicationSteps, environmentSteps, policySteps } from './apply/plain-steps.ts'
import type { Step, StepToTake } from './apply/step.ts'
import { webhookSteps } from './apply/webhook-steps.ts'
import { findingsIn, type Schema } from './checked-file/check-schema.ts'
import { checkAsked, wrong } from './door.ts'
import { SoloistError } from './error.ts'
import type { Exchange } from './exchange.ts'
import { didYouMean } from './nearest.ts'

/** What may be removed where the configuration does not name it. Applications never are. */
export const prunable = ['environments', 'labels', 'policies', 'webhooks'] as const
export type Prunable = (typeof prunable)[number]

export interface Applied {
  /** Whether the steps were only planned. */
  dryRun: boolean
  steps: Step[]
}

export type ApplyMethods = ReturnType<typeof applyMethods>

export function applyMethods(exchange: Exchange) {
  return {
    /**
     * Brings environments, applications with labels, policies and webhooks to what the configuration says. Doing it again changes
     * nothing; nothing is removed but what `prune` names. With `dryRun`, only tells the steps.
     */
    async apply(asked: {
      configuration: Configuration
      prune?: readonly Prunable[] | undefined
      dryRun?: boolean | undefined
    }): Promise<Applied> {
      checkAsked(asked, ['configuration'], ['prune', 'dryRun'])
      const { configuration, prune = [], dryRun = false } = asked
      await checkConfiguration(configuration)
      checkPrune(configuration, prune)
      const planned = await plan(exchange, configuration, prune)
      if (!dryRun) await take(planned)
      return { dryRun, steps: planned.map(({ kind, name, action, changes }) => ({ kind, name, action, changes })) }
    }
  }
}

async function checkConfiguration(configuration: Configuration): Promise<void> {
  const { configurationSchema } = await import('../schemas/apply.ts')
  const findings = findingsIn(configuration, configurationSchema as Schema)
  if (findings.length > 0) throw wrong(findings.map(({ path, sentence }) => `${[...path, sentence].join(' ')}`).join('\n'))
}

function checkPrune(configuration: Configuration, prune: readonly Prunable[]): void {
  for (const section of prune) {
    if (!prunable.includes(section)) throw wrong(`Nothing called ${section} can be pruned. ${didYouMean(section, prunable)}`)
    const needed = section === 'labels' ? 'applications' : section
    if (configuration[needed] !== undefined) continue
    throw wrong(
      `The configuration has no ${needed}, so pruning ${section} would remove all: if that is meant, write an empty list.`
    )
  }
}

/** In the order in which one may need the other. */
async function plan(exchange: Exchange, configuration: Configuration, prune: readonly Prunable[]): Promise<StepToTake[]> {
  const { environments, applications, policies, webhooks } = configuration
  return [
    ...(environments === undefined ? [] : await environmentSteps(exchange, environments, prune.includes('environments'))),
    ...(applications === undefined ? [] : await applicationSteps(exchange, applications, prune.includes('labels'))),
    ...(policies === undefined ? [] : await policySteps(exchange, policies, prune.includes('policies'))),
    ...(webhooks === undefined ? [] : await webhookSteps(exchange, webhooks, prune.includes('webhooks')))
  ]
}

async function take(steps: readonly StepToTake[]): Promise<void> {
  const changes = steps.filter(({ action }) => action !== 'unchanged')
  for (const [done, { kind, name, action, take }] of changes.entries()) {
    try {
      await take()
    } catch (error) {
      if (!(error instanceof SoloistError)) throw error
      const { code, status, body } = error
      const sentence = `Could not ${action} ${kind} ${name}: ${error.message} ${done} of ${changes.length} changes were made before; apply again once this is put right.`
      throw new SoloistError(code, sentence, { ...(status === undefined ? {} : { status }), body, cause: error })
    }
  }
}
