import type { Broker } from '../broker.ts'
import type { Config } from '../config.ts'
import { type Consumer, choosePublications, needsOf } from '../domain/choose-publications.ts'
import type { Chosen } from '../domain/chosen-publication.ts'
import type { ConsumerSelector } from '../domain/consumer-selectors.ts'
import { nameProblem } from '../domain/names.ts'
import { type PactToVerify, pactsToVerify } from '../domain/pacts-to-verify.ts'
import { pendingFor, type Successes } from '../domain/pending.ts'
import type { VerificationQuestion } from '../domain/verification-question.ts'
import {
  daysBefore,
  inProgressForBranch,
  inProgressForTags,
  type WorkInProgress,
  windowDays
} from '../domain/work-in-progress.ts'
import { invalid, Problem } from '../problem.ts'
import { currentNames } from '../storage/application-names.ts'
import { findApplication } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'
import { knownEnvironments } from '../storage/known-environments.ts'
import { consumersOf, factsFor, newBranchHeads, newTagHeads, waitingSince } from '../storage/pacts-to-verify.ts'
import {
  findBranchPeriod,
  firstUses,
  settledForBranch,
  successesAtAll,
  successesByBranch,
  successesByTags,
  taggedSuccesses
} from '../storage/successes.ts'

/** Which contracts a provider's build is to verify: what its selectors choose, and what is in progress. */
export async function contractsToVerify(
  { db, config, now }: Broker,
  provider: string,
  asked: VerificationQuestion
): Promise<PactToVerify[]> {
  const today = now()
  return db.snapshot(async queries => {
    await refuseUnknownEnvironments(queries, asked.selectors)
    const application = nameProblem(provider) === undefined ? await findApplication(queries, provider) : undefined
    if (application === undefined) {
      throw new Problem('not-found', `No application is named ${provider}, so no consumer has a contract with it.`)
    }
    const question = await inCurrentNames(queries, asked)
    const consumers = await consumersOf(queries, application.id)
    const facts = await factsFor(queries, application.id, needsOf(question, consumers), consumers, today)
    const chosen = choosePublications(question, facts)
    const explicit = new Set(chosen.map(({ publication }) => publication.contractId))
    const window = { config, consumers, today }
    const candidates = await candidatesSince(queries, application.id, question, window)
    const wip = await inProgress(queries, config, application.id, question, { candidates, explicit, today })
    if (!question.includePending) return pactsToVerify(chosen, wip, undefined)
    const successes = await successesOf(queries, application.id, question, [...explicit])
    return pactsToVerify(chosen, wip, contractId => pendingFor(successes.get(contractId) as Successes))
  })
}

/** Selectors may name a consumer as it was called before. */
async function inCurrentNames(db: Queries, question: VerificationQuestion): Promise<VerificationQuestion> {
  const named = question.selectors.flatMap(({ consumer }) => consumer ?? [])
  if (named.length === 0) return question
  const current = await currentNames(db, named)
  const selectors = question.selectors.map(selector =>
    selector.consumer === undefined ? selector : { ...selector, consumer: current.get(selector.consumer) ?? selector.consumer }
  )
  return { ...question, selectors }
}

async function refuseUnknownEnvironments(db: Queries, selectors: ConsumerSelector[]): Promise<void> {
  const known = await knownEnvironments(db, [...new Set(selectors.flatMap(({ environment }) => environment ?? []))])
  const errors = selectors.flatMap(({ environment }, index) =>
    environment === undefined || known.has(environment)
      ? []
      : `environment ${environment} does not exist; create it first (at index ${index})`
  )
  if (errors.length > 0) throw invalid({ consumerVersionSelectors: errors })
}

/** As much as the question depends on: results of the branch, else of the tags, else of the provider as a whole. */
async function successesOf(
  db: Queries,
  providerId: number,
  { providerBranch, providerTags }: VerificationQuestion,
  contractIds: number[]
): Promise<Map<number, Successes>> {
  if (contractIds.length === 0) return new Map()
  if (providerBranch !== undefined) {
    return successesByBranch(db, contractIds, await findBranchPeriod(db, providerId, providerBranch))
  }
  if (providerTags.length > 0) return successesByTags(db, contractIds, providerId, providerTags)
  return successesAtAll(db, contractIds)
}

async function inProgress(
  db: Queries,
  config: Config,
  providerId: number,
  { providerBranch, providerTags }: VerificationQuestion,
  { candidates, explicit, today }: { candidates: Chosen[]; explicit: ReadonlySet<number>; today: number }
): Promise<WorkInProgress[]> {
  const ids = [...new Set(candidates.map(({ publication }) => publication.contractId))].filter(id => !explicit.has(id))
  if (ids.length === 0) return []
  if (providerBranch !== undefined) {
    const branch = await findBranchPeriod(db, providerId, providerBranch)
    const from = daysBefore(today, config.verifiedByOtherBranchDays)
    return inProgressForBranch(candidates, explicit, await settledForBranch(db, ids, branch, from))
  }
  const successes = await taggedSuccesses(db, ids)
  const firstUse = await firstUses(db, providerId, providerTags)
  return inProgressForTags(candidates, explicit, providerTags, { successes, firstUse })
}

async function windowStart(db: Queries, config: Config, providerId: number, today: number): Promise<number> {
  const [shortest, longest, usual] = [config.minWipWindowDays, config.maxWipWindowDays, config.defaultWipWindowDays]
  const waiting = await waitingSince(db, providerId, daysBefore(today, longest))
  const ages = waiting.map(({ publishedAt }) => today - publishedAt)
  return daysBefore(today, windowDays(ages, { shortest, longest, usual }))
}

/** What may be in progress: the newest of branches and tags of these consumers, where the provider says what it is itself. */
async function candidatesSince(
  db: Queries,
  providerId: number,
  { wipSince, providerBranch, providerTags }: VerificationQuestion,
  { config, consumers, today }: { config: Config; consumers: readonly Consumer[]; today: number }
): Promise<Chosen[]> {
  if (wipSince === undefined || (providerBranch === undefined && providerTags.length === 0)) return []
  const since = config.dynamicWipWindow ? await windowStart(db, config, providerId, today) : wipSince
  const branches = await newBranchHeads(db, providerId, since)
  const tags = await newTagHeads(db, providerId, since)
  const candidates = [
    ...branches.map(({ name, publication }): Chosen => ({ choice: { rule: 'branch', branch: name }, publication })),
    ...tags.map(({ name, publication }): Chosen => ({ choice: { rule: 'latest-with-tag', tag: name }, publication }))
  ]
  const ids = new Set(consumers.map(({ id }) => id))
  return candidates.filter(({ publication }) => ids.has(publication.consumerId))
}
