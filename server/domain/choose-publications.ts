import type { Choice, Chosen, Publication } from './chosen-publication.ts'
import type { ConsumerSelector } from './consumer-selectors.ts'
import type { VerificationQuestion } from './verification-question.ts'

/** An application that has, or had, a contract with the provider. */
export interface Consumer {
  id: number
  name: string
  mainBranch: string | null
}

/** The head of a consumer's branch, or the newest version with a tag; without publication where it has no contract with the provider. */
export interface Head {
  consumerId: number
  name: string
  publication: Publication | undefined
}

export interface Facts {
  consumers: Consumer[]
  branchHeads: Head[]
  tagHeads: Head[]
  tagged: Array<{ tag: string; publication: Publication }>
  latest: Publication[]
  live: Array<{ kind: 'deployed' | 'released'; environment: string; production: boolean; publication: Publication }>
}

/** What has to be known to choose; `all` branches where a selector names none. */
export interface Needs {
  branches: string[] | 'all'
  tagHeads: string[]
  tags: string[]
  latest: boolean
  live: boolean
}

type Question = Pick<VerificationQuestion, 'selectors' | 'providerBranch'>

export function needsOf({ selectors, providerBranch }: Question, consumers: Consumer[]): Needs {
  const mainBranches = consumers.flatMap(({ mainBranch }) => mainBranch ?? [])
  if (selectors.length === 0)
    return { branches: distinct(mainBranches), tagHeads: distinct(mainBranches), tags: [], latest: true, live: true }
  const everyBranch = selectors.some(({ branch }) => branch === true)
  const branches = selectors.flatMap(({ branch, fallbackBranch, mainBranch, matchingBranch }) => [
    branch,
    fallbackBranch,
    ...(mainBranch ? mainBranches : []),
    matchingBranch && providerBranch
  ])
  return {
    branches: everyBranch ? 'all' : distinct(branches.filter(name => typeof name === 'string')),
    tagHeads: distinct(
      selectors.filter(({ latest }) => latest).flatMap(({ tag, fallbackTag }) => [tag ?? [], fallbackTag ?? []].flat())
    ),
    tags: distinct(selectors.filter(({ latest }) => !latest).flatMap(({ tag }) => tag ?? [])),
    latest: selectors.some(isOverallLatest),
    live: selectors.some(isOfEnvironments)
  }
}

const distinct = (names: string[]) => [...new Set(names)]
const isOverallLatest = ({ latest, tag, branch, mainBranch }: ConsumerSelector) =>
  latest === true && !tag && !branch && !mainBranch
const isOfEnvironments = ({ deployed, released, deployedOrReleased, environment }: ConsumerSelector) =>
  deployed === true || released === true || deployedOrReleased === true || environment !== undefined

/** Every publication that the selectors choose, once for each rule that chose it. Reference 3.7.3. */
export function choosePublications(question: Question, facts: Facts): Chosen[] {
  const { selectors } = question
  const chosen =
    selectors.length === 0
      ? chosenByDefault(facts)
      : selectors.flatMap(selector => chosenBy(selector, question, facts).filter(isFrom(selector.consumer)))
  return withoutRepetition([...chosen, ...fallbackTags(selectors, chosen, facts)])
}

const isFrom = (consumer: string | undefined) => (chosen: Chosen) =>
  consumer === undefined || chosen.publication.consumer === consumer

function chosenBy(selector: ConsumerSelector, { providerBranch }: Question, facts: Facts): Chosen[] {
  const limit = selector.consumer === undefined ? {} : { consumer: selector.consumer }
  if (isOfEnvironments(selector)) return chosenAsLive(selector, limit, facts)
  if (selector.mainBranch) return mainBranchHeads(facts, limit)
  if (selector.matchingBranch)
    return heads(facts.branchHeads, providerBranch, branch => ({ rule: 'branch', branch, matching: true, ...limit }))
  if (selector.branch === true) return heads(facts.branchHeads, undefined, branch => ({ rule: 'branch', branch, ...limit }))
  if (selector.branch !== undefined) return chosenOnBranch(selector, selector.branch, limit, facts)
  if (selector.tag === undefined) return facts.latest.map(publication => ({ choice: { rule: 'latest', ...limit }, publication }))
  if (selector.latest) return heads(facts.tagHeads, selector.tag, tag => ({ rule: 'latest-with-tag', tag, ...limit }))
  return facts.tagged
    .filter(({ tag }) => tag === selector.tag)
    .map(({ tag, publication }) => ({ choice: { rule: 'tag', tag, ...limit }, publication }))
}

type Limit = { consumer?: string }

function chosenAsLive(selector: ConsumerSelector, limit: Limit, { live }: Facts): Chosen[] {
  const both = selector.deployedOrReleased || !(selector.deployed || selector.released)
  const wanted = (kind: 'deployed' | 'released') => both || selector[kind] === true
  return live
    .filter(({ kind, environment }) => wanted(kind) && (selector.environment ?? environment) === environment)
    .map(({ kind, environment, production, publication }) => ({
      choice: { rule: kind, environment, production, ...limit },
      publication
    }))
}

function heads(all: Head[], name: string | undefined, choiceFor: (name: string) => Choice): Chosen[] {
  return all.flatMap(head =>
    head.publication === undefined || (name ?? head.name) !== head.name
      ? []
      : { choice: choiceFor(head.name), publication: head.publication }
  )
}

function mainBranchHeads({ consumers, branchHeads }: Facts, limit: Limit): Chosen[] {
  const mainBranches = new Map(consumers.map(({ id, mainBranch }) => [id, mainBranch]))
  const main = branchHeads.filter(({ consumerId, name }) => mainBranches.get(consumerId) === name)
  return heads(main, undefined, branch => ({ rule: 'branch', branch, main: true, ...limit }))
}

/** The fallback is each consumer's own affair: one without the branch falls back, its neighbours that have it do not. */
function chosenOnBranch({ fallbackBranch }: ConsumerSelector, branch: string, limit: Limit, { branchHeads }: Facts): Chosen[] {
  const chosen = heads(branchHeads, branch, name => ({ rule: 'branch', branch: name, ...limit }))
  if (fallbackBranch === undefined) return chosen
  const having = new Set(branchHeads.filter(({ name }) => name === branch).map(({ consumerId }) => consumerId))
  const others = branchHeads.filter(({ consumerId }) => !having.has(consumerId))
  return [...chosen, ...heads(others, fallbackBranch, name => ({ rule: 'branch', branch: name, insteadOf: branch, ...limit }))]
}

/** Unlike a branch's, the fallback of a tag looks at the whole request, as it does in the Pact Broker. */
function fallbackTags(selectors: ConsumerSelector[], chosen: Chosen[], { tagHeads }: Facts): Chosen[] {
  const found = new Set(chosen.map(({ choice }) => (choice.rule === 'latest-with-tag' ? choice.tag : undefined)))
  return selectors.flatMap(({ tag, fallbackTag, consumer }) => {
    if (tag === undefined || fallbackTag === undefined || found.has(tag)) return []
    const limit = consumer === undefined ? {} : { consumer }
    return heads(tagHeads, fallbackTag, name => ({ rule: 'latest-with-tag', tag: name, insteadOf: tag, ...limit })).filter(
      isFrom(consumer)
    )
  })
}

/** Without selectors: what each consumer is working on, and everything that is live. */
function chosenByDefault(facts: Facts): Chosen[] {
  const has = (list: Head[], { id, mainBranch }: Consumer) =>
    list.some(({ consumerId, name }) => consumerId === id && name === mainBranch)
  const byMainBranch = new Set(facts.consumers.filter(consumer => has(facts.branchHeads, consumer)).map(({ id }) => id))
  const tagged = facts.consumers.filter(consumer => !byMainBranch.has(consumer.id) && has(facts.tagHeads, consumer))
  const mainTags = new Map(tagged.map(({ id, mainBranch }) => [id, mainBranch]))
  const ofMainTags = facts.tagHeads.filter(({ consumerId, name }) => mainTags.get(consumerId) === name)
  const rest = facts.latest.filter(({ consumerId }) => !byMainBranch.has(consumerId) && !mainTags.has(consumerId))
  return [
    ...mainBranchHeads(facts, {}),
    ...heads(ofMainTags, undefined, tag => ({ rule: 'latest-with-tag', tag })),
    ...rest.map((publication): Chosen => ({ choice: { rule: 'latest' }, publication })),
    ...chosenAsLive({ deployedOrReleased: true }, {}, facts)
  ]
}

function withoutRepetition(chosen: Chosen[]): Chosen[] {
  const byKey = new Map(
    chosen.map(each => [JSON.stringify([each.choice, each.publication.consumerId, each.publication.version]), each])
  )
  return [...byKey.values()]
}
