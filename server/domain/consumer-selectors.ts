import { nameProblem } from './names.ts'

/** Which consumer versions a provider wants to verify, as clients write it. Reference 3.7.1. */
export interface ConsumerSelector {
  mainBranch?: true
  /** A branch's name, or true for every branch. */
  branch?: string | true
  matchingBranch?: true
  latest?: boolean
  tag?: string
  fallbackTag?: string
  fallbackBranch?: string
  consumer?: string
  deployed?: true
  released?: true
  deployedOrReleased?: true
  environment?: string
}

type Key = keyof ConsumerSelector
type Given = ReadonlySet<Key>

const texts = ['tag', 'fallbackTag', 'fallbackBranch', 'consumer', 'environment'] as const
const onlyTrue = ['mainBranch', 'matchingBranch', 'deployed', 'released', 'deployedOrReleased'] as const
const ofBranchesAndTags: Key[] = ['latest', 'tag', 'fallbackTag', 'branch', 'fallbackBranch', 'matchingBranch', 'mainBranch']
const ofEnvironments: Key[] = ['environment', 'deployed', 'released', 'deployedOrReleased']
const enoughAlone: Key[] = ['mainBranch', 'tag', 'branch', 'environment', 'matchingBranch', ...ofEnvironments.slice(1)]

/** Two thousand selectors are nobody's wish, and each distinct name in them is a parameter of a statement. */
const mostSelectors = 1000

/** The selectors, or what is wrong with them, each with its position. Keys that nobody knows are left aside. */
export function readSelectors(given: unknown, providerBranch: string | undefined): ConsumerSelector[] | { errors: string[] } {
  if (!Array.isArray(given)) return { errors: ['must be an array'] }
  if (given.length > mostSelectors) return { errors: [`size cannot be greater than ${mostSelectors}`] }
  const errors = given.flatMap((selector, index) =>
    problemsOf(selector, providerBranch).map(text => `${text} (at index ${index})`)
  )
  return errors.length > 0 ? { errors } : given.map(known)
}

function known(given: Record<string, unknown>): ConsumerSelector {
  const keys = new Set<string>([...ofBranchesAndTags, ...ofEnvironments, 'consumer'])
  return Object.fromEntries(Object.entries(given).filter(([key]) => keys.has(key)))
}

function problemsOf(given: unknown, providerBranch: string | undefined): string[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return ['must be a hash']
  const selector = given as Record<Key, unknown>
  const problems = valueProblems(selector)
  return problems.length > 0 ? problems : combinationProblems(selector as ConsumerSelector, providerBranch)
}

function valueProblems(selector: Record<Key, unknown>): string[] {
  const wrong = (key: Key, text: string | undefined) => (text === undefined ? [] : [`${key} ${text}`])
  return [
    ...texts.flatMap(key => (key in selector ? wrong(key, textProblem(selector[key])) : [])),
    ...onlyTrue.flatMap(key => (key in selector && selector[key] !== true ? wrong(key, 'must be true, or left out') : [])),
    ...('branch' in selector && selector.branch !== true ? wrong('branch', textProblem(selector.branch)) : []),
    ...('latest' in selector && typeof selector.latest !== 'boolean' ? wrong('latest', 'must be boolean') : [])
  ]
}

const textProblem = (value: unknown) => (typeof value === 'string' ? nameProblem(value) : 'must be a string')

function combinationProblems(selector: ConsumerSelector, providerBranch: string | undefined): string[] {
  const given: Given = new Set(Object.keys(selector) as Key[])
  const has = (...keys: Key[]) => keys.some(key => given.has(key))
  const onlyWith = (...allowed: Key[]) =>
    [...ofBranchesAndTags, ...ofEnvironments].filter(key => given.has(key) && !allowed.includes(key))
  const problems: string[] = []
  const refuse = (when: boolean, text: string) => {
    if (when) problems.push(text)
  }

  refuse(
    !has(...enoughAlone) && selector.latest !== true,
    'needs one of mainBranch, branch, matchingBranch, tag, deployed, released, deployedOrReleased, environment, or latest: true'
  )
  if (has('mainBranch')) {
    const others = onlyWith('mainBranch', 'latest')
    refuse(others.length > 0, `mainBranch goes only with consumer and latest, not with ${others.join(', ')}`)
    refuse(selector.latest === false, 'mainBranch cannot go with latest: false')
  }
  if (has('matchingBranch')) {
    const others = onlyWith('matchingBranch')
    refuse(others.length > 0, `matchingBranch goes only with consumer, not with ${others.join(', ')}`)
    refuse(providerBranch === undefined, 'matchingBranch needs providerVersionBranch beside the selectors')
  }
  refuse(has('tag') && has('branch'), 'tag and branch cannot go together')
  refuse(
    has(...ofBranchesAndTags) && has(...ofEnvironments),
    `${[...given].filter(key => ofBranchesAndTags.includes(key)).join(', ')} cannot go with ${[...given].filter(key => ofEnvironments.includes(key)).join(', ')}`
  )
  refuse(has('fallbackTag') && !(has('tag') && selector.latest === true), 'fallbackTag needs tag and latest: true')
  refuse(has('fallbackBranch') && !has('branch'), 'fallbackBranch needs branch')
  refuse(has('fallbackBranch') && selector.latest === false, 'fallbackBranch cannot go with latest: false')
  refuse(has('branch') && selector.latest === false, 'branch cannot go with latest: false')
  refuse(
    (['deployed', 'released', 'deployedOrReleased'] as const).filter(key => given.has(key)).length > 1,
    'only one of deployed, released and deployedOrReleased can be given'
  )
  return problems
}
