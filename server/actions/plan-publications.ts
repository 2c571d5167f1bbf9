import type { Broker } from '../broker.ts'
import { type Content, type CutParts, cutContent, joinParts, readContent } from '../domain/contracts/content.ts'
import { decidePublication } from '../domain/contracts/decide-publication.ts'
import { mergeContents } from '../domain/contracts/merge.ts'
import { similarNames } from '../domain/contracts/similar-names.ts'
import type { Publication } from '../domain/publication.ts'
import { unknownNames } from '../storage/application-names.ts'
import { listApplicationNames } from '../storage/applications.ts'
import { findContracts, readParts } from '../storage/contracts.ts'
import { currentPublications } from '../storage/publications.ts'

/** One contract of a version that publishes; a version has at most one for each provider. */
export interface Offer {
  provider: string
  content: Content
  merge: boolean
}

export interface Publishing {
  consumer: string
  number: string
  offers: Offer[]
}

/** What will become of an offer. Only content that is new has parts to store. */
export interface Planned {
  provider: string
  outcome: 'create' | 'unchanged' | 'change' | 'merge'
  sha: string
  current: Publication | undefined
  contractId: number | undefined
  parts: CutParts | undefined
}

/** Why nothing is published. */
export type Refusal =
  | { code: 'modified' | 'merge-conflict'; provider: string; before: Content; after: Content }
  | { code: 'similar-name'; name: string; similar: string[] }

export interface Plan {
  planned: Planned[]
  refusals: Refusal[]
}

/** Looks at what is there and says what is to be done. Reads only; content that is already known is not even read. */
export async function planPublications({ db, config }: Broker, { consumer, number, offers }: Publishing): Promise<Plan> {
  const providers = offers.map(({ provider }) => provider)
  const currents = await currentPublications(db, { consumer, number }, providers)
  const planned: Array<Planned & { content: Content }> = []
  const refusals: Refusal[] = []
  for (const { provider, content, merge } of offers) {
    const current = currents.find(publication => publication.provider === provider)
    const allowModification = config.allowContractModification
    const decision = decidePublication({ published: current?.sha, incoming: content.sha, merge, allowModification })
    if (decision !== 'merge' && decision !== 'refuse') {
      planned.push({ provider, outcome: decision, sha: content.sha, current, contractId: undefined, parts: undefined, content })
      continue
    }
    const before = readContent(joinParts(await readParts(db, (current as Publication).contractId)))
    const merged = decision === 'merge' ? mergeContents(before, content) : undefined
    if (merged === undefined) {
      refusals.push({ code: decision === 'merge' ? 'merge-conflict' : 'modified', provider, before, after: content })
      continue
    }
    const outcome = merged.sha === current?.sha ? 'unchanged' : 'merge'
    planned.push({ provider, outcome, sha: merged.sha, current, contractId: undefined, parts: undefined, content: merged })
  }

  const shas = planned.map(({ sha }) => sha)
  const known = await findContracts(db, consumer, providers, shas)
  for (const plan of planned) {
    plan.contractId = known.find(contract => contract.provider === plan.provider && contract.sha === plan.sha)?.id
    if (plan.contractId === undefined) plan.parts = cutContent(plan.content)
  }
  const allKnown = planned.length > 0 && planned.every(({ contractId }) => contractId !== undefined)
  if (config.checkForSimilarNames && !allKnown) refusals.push(...(await similarNamesAmong(db, [consumer, ...providers])))
  return { planned, refusals }
}

type SimilarName = Extract<Refusal, { code: 'similar-name' }>

/** Those of the names that are not known, but nearly are. */
export async function similarNamesAmong(db: Broker['db'], names: string[]): Promise<SimilarName[]> {
  const unknown = await unknownNames(db, [...new Set(names)])
  if (unknown.length === 0) return []
  const known = (await listApplicationNames(db)).map(({ name }) => name)
  return unknown.flatMap(name => {
    const found = similarNames(name, known)
    return found.length === 0 ? [] : [{ code: 'similar-name' as const, name, similar: found }]
  })
}
