import type { Destination, LatestBy, MatrixQuestion, Selector } from './question.ts'

const defaultLimit = 100

/** A query as the Rack grammar gives it. */
type Query = Record<string, unknown>

export type Reading = { question: MatrixQuestion; errors: string[] }

/** Reads the parameters of `/matrix`. All that is wrong is said at once. Reference 3.10.1. */
export function readMatrixQuestion(query: Query): Reading {
  const selectors = listOf(query.q).map(readSelector)
  const ignore = listOf(query.ignore).map(readSelector)
  const errors = [
    ...selectors.flatMap(selectorErrors),
    ...(selectors.length === 0 ? ['Please provide at least one selector: q[][pacticipant]=NAME.'] : []),
    ...ignore.flatMap(selectorErrors),
    ...destinationErrors(query)
  ]
  const limit = query.limit === undefined ? defaultLimit : wholeNumber(query.limit)
  if (limit === undefined || limit < 1) errors.push('The limit must be a whole number, and greater than or equal to 1.')
  return {
    errors,
    question: {
      selectors: selectors.filter(isNamed),
      ignore: ignore.filter(isNamed),
      destination: readDestination(query),
      latestBy: latestBy(query.latestby),
      success: readSuccess(query.success),
      limit: limit ?? defaultLimit,
      instance: typeof query.applicationInstance === 'string' ? query.applicationInstance : undefined
    }
  }
}

/** Reads the names to ignore in `/can-i-deploy`: plain names, or objects as in `/matrix`. */
export function readIgnored(value: unknown): Selector[] {
  return listOf(value)
    .map(item => (typeof item === 'string' ? { application: item } : readSelector(item)))
    .filter(isNamed)
}

type Partly = Omit<Selector, 'application'> & { application?: string }

function readSelector(item: unknown): Partly {
  const given = (typeof item === 'object' && item !== null ? item : {}) as Query
  const selector: Partly = {}
  const put = <K extends keyof Partly>(key: K, value: Partly[K] | undefined) => {
    if (value !== undefined) selector[key] = value
  }
  put('application', text(given.pacticipant))
  put('version', text(given.version))
  put('branch', text(given.branch))
  put('tag', text(given.tag))
  put('environment', text(given.environment))
  if (given.latest === 'true') selector.latest = true
  if (given.mainBranch === 'true') selector.mainBranch = true
  return selector
}

const isNamed = (selector: Partly): selector is Selector => selector.application !== undefined

function selectorErrors(selector: Partly): string[] {
  const errors: string[] = []
  if (!isNamed(selector)) errors.push('Please name the application of each selector: q[][pacticipant]=NAME.')
  if (selector.version !== undefined && selector.latest) errors.push('A version and latest=true cannot be given together.')
  return errors
}

function destinationErrors(query: Query): string[] {
  const errors: string[] = []
  const given = [text(query.tag), text(query.environment), query.mainBranch === 'true' ? 'main' : undefined]
  if (given.filter(one => one !== undefined).length > 1) {
    errors.push('Only one destination can be given: a tag, an environment or mainBranch=true.')
  }
  if (query.latest === 'true' && text(query.environment) !== undefined) {
    errors.push('latest=true cannot be given together with an environment.')
  }
  return errors
}

function readDestination(query: Query): Destination | undefined {
  const tag = text(query.tag)
  const environment = text(query.environment)
  if (environment !== undefined) return { kind: 'environment', name: environment }
  if (tag !== undefined) return { kind: 'tag', name: tag, latest: query.latest === 'true' }
  if (query.mainBranch === 'true') return { kind: 'main-branch' }
  return query.latest === 'true' ? { kind: 'latest' } : undefined
}

const latestBy = (value: unknown): LatestBy => (value === 'cvpv' || value === 'cvp' || value === 'cp' ? value : 'all')

function readSuccess(value: unknown): Array<boolean | null> | undefined {
  if (value === undefined) return undefined
  const words = (Array.isArray(value) ? value : [value]).map(word => (word === null ? '' : word))
  const known = new Map<unknown, boolean | null>([
    ['true', true],
    ['false', false],
    ['', null]
  ])
  return words.map(word => known.get(word)).filter(word => word !== undefined)
}

/** What is not a text is not a number either: `limit[a]=1` is an object. */
const wholeNumber = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** Reads the parameters of `/can-i-deploy`: one version, to a tag or an environment. */
export function readCanIDeploy(query: Query): { question: MatrixQuestion | undefined; errors: Record<string, string[]> } {
  const application = text(query.pacticipant)
  const version = text(query.version)
  const tag = text(query.to)
  const environment = text(query.environment)
  const errors: Record<string, string[]> = {}
  if (application === undefined) errors.pacticipant = ['is missing']
  if (version === undefined) errors.version = ['is missing']
  if (tag === undefined && environment === undefined) errors.environment = ['is missing (or give "to", a tag)']
  if (tag !== undefined && environment !== undefined) errors.environment = ['cannot be given together with "to"']
  if (application === undefined || version === undefined || Object.keys(errors).length > 0) return { question: undefined, errors }
  const question: MatrixQuestion = {
    selectors: [{ application, version }],
    ignore: readIgnored(query.ignore),
    destination:
      environment === undefined ? { kind: 'tag', name: tag as string, latest: true } : { kind: 'environment', name: environment },
    latestBy: environment === undefined ? 'cvp' : 'cvpv',
    success: undefined,
    limit: undefined,
    instance: typeof query.applicationInstance === 'string' ? query.applicationInstance : undefined
  }
  return { question, errors }
}
