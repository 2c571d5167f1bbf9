import { encodeName } from '../server/hal/urls.ts'
import { type Answer, pactUrl, type Story } from './story.ts'

/** One line of a recording: something done, or something asked, with the reference broker's answer. test/conformance/README.md */
interface Step {
  do?: string
  ask?: 'matrix' | 'for-verification'
  // biome-ignore lint/suspicious/noExplicitAny: each kind of step has members of its own
  [member: string]: any
}

export interface Tally {
  asked: { matrix: number; 'for-verification': number }
  equal: number
  /** Answers that differ only in one of the two ways in which Soloist is meant to be stricter. */
  allowed: { liveVersions: number; fallbackBranch: number }
  differences: string[]
}

/** Plays a recording over HTTP and compares every answer. `pass` lets time go by between the steps. */
export async function replay(story: Story, text: string, pass: () => void): Promise<Tally> {
  const tally = emptyTally()
  for (const step of stepsOf(text)) {
    pass()
    if (step.ask === undefined) await act(story, step, tally)
    else await ask(story, step, tally)
  }
  return tally
}

/** Asks a recording's questions of a broker that knows its history from elsewhere. */
export async function askAgain(story: Story, text: string): Promise<Tally> {
  const tally = emptyTally()
  for (const step of stepsOf(text)) if (step.ask !== undefined) await ask(story, step, tally)
  return tally
}

const stepsOf = (text: string) => JSON.parse(text.replaceAll('~', 'the-')) as Step[]

const emptyTally = (): Tally => ({
  asked: { matrix: 0, 'for-verification': 0 },
  equal: 0,
  allowed: { liveVersions: 0, fallbackBranch: 0 },
  differences: []
})

async function act(story: Story, step: Step, tally: Tally): Promise<void> {
  const status = await perform(story, step)
  if (status !== step.answer.status) {
    tally.differences.push(`${JSON.stringify(step)} was answered with ${status}`)
  }
}

async function perform(story: Story, step: Step): Promise<number | string> {
  const { request } = story
  const version = () => `/pacticipants/${encodeName(step.name)}/versions/${encodeName(step.version)}`
  const environment = () => story.environmentId(step.environment)
  switch (step.do) {
    case 'environment':
      await story.environment(step.name, step.production)
      return 201
    case 'pacticipant':
      return (await request('POST', '/pacticipants', { name: step.name, mainBranch: step.mainBranch })).status
    case 'publish': {
      const { branch, tags, contracts } = step
      const byProvider = Object.fromEntries(
        contracts.map((each: { provider: string; content: number }) => [each.provider, each.content])
      )
      return (await story.published(step.consumer, step.version, byProvider, { branch, tags, buildUrl: 'http://ci/1' })).status
    }
    case 'branch':
      return (await story.branched(step.name, step.version, step.branch)).status
    case 'tag':
      return (await story.tagged(step.name, step.version, step.tag)).status
    case 'verify': {
      const { body } = await request('GET', pactUrl(step.provider, step.consumer, step.version))
      const { pathname } = new URL(body._links['pb:publish-verification-results'].href)
      const result = { success: step.success, providerApplicationVersion: step.providerVersion, buildUrl: 'http://ci/2' }
      return (await request('POST', pathname, result)).status
    }
    case 'deploy': {
      const instance = step.applicationInstance === undefined ? {} : { applicationInstance: step.applicationInstance }
      return (await request('POST', `${version()}/deployed-versions/environment/${environment()}`, instance)).status
    }
    case 'release':
      return (await request('POST', `${version()}/released-versions/environment/${environment()}`, {})).status
    case 'undeploy':
      return end(story, `/environments/${environment()}/deployed-versions/currently-deployed`, 'deployedVersions', step.name)
    case 'end-support':
      return end(story, `/environments/${environment()}/released-versions/currently-supported`, 'releasedVersions', step.name)
  }
  throw new Error(`The recording has a step that nobody knows: ${step.do}`)
}

/** Ends the first that is current, deployments of an instance left aside. */
async function end(story: Story, url: string, list: string, name: string): Promise<number | string> {
  const { body } = await story.get(`${url}?pacticipant=${encodeName(name)}`)
  const current = body._embedded[list].find((each: { applicationInstance?: string }) => each.applicationInstance === undefined)
  if (current === undefined) return 'none'
  const over = list === 'deployedVersions' ? { currentlyDeployed: false } : { currentlySupported: false }
  return (await story.request('PATCH', new URL(current._links.self.href).pathname, over)).status
}

async function ask(story: Story, step: Step, tally: Tally): Promise<void> {
  const kind = step.ask as 'matrix' | 'for-verification'
  tally.asked[kind]++
  const answer = kind === 'matrix' ? await story.get(step.path) : await story.request('POST', step.path, step.body)
  const got = answer.status !== 200 ? { status: answer.status } : kind === 'matrix' ? matrixOf(answer) : pactsOf(answer)
  if (JSON.stringify(got) === JSON.stringify(step.answer)) tally.equal++
  else if (kind === 'matrix' && (await addsLiveVersionsOnly(story, step, got))) tally.allowed.liveVersions++
  else if (kind === 'for-verification' && (await addsFallbacksOnly(story, step, got))) tally.allowed.fallbackBranch++
  else
    tally.differences.push(
      `${step.path} ${JSON.stringify(step.body ?? '')}\n got ${JSON.stringify(got)}\nwant ${JSON.stringify(step.answer)}`
    )
}

// biome-ignore lint/suspicious/noExplicitAny: rows of documents
type Document = any

function matrixOf({ body }: Answer): Document {
  const { deployable = null, success = 0, failed = 0, unknown = 0, ignored = 0 } = body.summary
  const rows = body.matrix.map((row: Document) =>
    [
      row.consumer.name,
      row.consumer.version?.number ?? '',
      row.provider.name,
      row.provider.version?.number ?? '',
      row.verificationResult?.success ?? '',
      row.ignored === true
    ].join(' ')
  )
  const notices = body.notices.map(({ type }: { type: string }) => type).sort()
  return { deployable, success, failed, unknown, ignored, notices, rows: rows.sort() }
}

function pactsOf({ body }: Answer): Document {
  const pacts = body._embedded.pacts.map(({ verificationProperties, _links }: Document) => {
    const [, consumer, provider] = /^Pact between (.*) and (.*)$/.exec(_links.self.name) as unknown as string[]
    const { pending = '', wip = '', notices } = verificationProperties
    const kinds = [...new Set(notices.map(({ when }: { when: string }) => when))].sort().join(',')
    return `${consumer} ${provider} | ${pending} | ${wip} | ${kinds}`
  })
  return { pacts: pacts.sort() }
}

/** Difference 1: rows of live versions that the reference left out, and what follows from them. */
async function addsLiveVersionsOnly(story: Story, { path, answer }: Step, got: Document): Promise<boolean> {
  const environment = /environment=([^&]+)/.exec(path)?.[1]
  if (environment === undefined || answer.rows === undefined || got.rows === undefined) return false
  const added = without(got.rows, answer.rows)
  if (added === undefined || added.length === 0) return false
  const live = await liveIn(story, environment)
  const asked = [...path.matchAll(/(?:\?|&|q\[\]\[)pacticipant\]?=([^&]+)/g)].map(match => match[1] as string)
  const rows = added.map(row => row.split(' '))
  const expected = rows.every(
    ([consumer, version, provider, providerVersion, success, ignored]) =>
      isOfLiveCounterpart([`${consumer} ${version}`, `${provider} ${providerVersion}`], asked, live) &&
      (success === '' || success === 'false') &&
      ignored === 'false'
  )
  const unknown = rows.filter(row => row[4] === '').length
  return (
    expected &&
    got.success === answer.success &&
    got.ignored === answer.ignored &&
    got.unknown === answer.unknown + unknown &&
    got.failed === answer.failed + rows.length - unknown &&
    got.deployable === (got.unknown > 0 ? null : false)
  )
}

/** The counterpart is the side that the question does not name; where it names both, either. */
function isOfLiveCounterpart(sides: string[], asked: string[], live: Set<string>): boolean {
  const counterparts = sides.filter(side => !asked.includes(side.split(' ')[0] as string))
  return counterparts.length > 0 ? counterparts.every(side => live.has(side)) : sides.some(side => live.has(side))
}

async function liveIn(story: Story, environment: string): Promise<Set<string>> {
  const id = story.environmentId(environment)
  const deployed = await story.get(`/environments/${id}/deployed-versions/currently-deployed`)
  const released = await story.get(`/environments/${id}/released-versions/currently-supported`)
  const items = [...deployed.body._embedded.deployedVersions, ...released.body._embedded.releasedVersions]
  return new Set(items.map(({ _embedded }: Document) => `${_embedded.pacticipant.name} ${_embedded.version.number}`))
}

/** Difference 2: the fallback branch applies to each consumer that has no such branch, and chooses its head. */
async function addsFallbacksOnly(story: Story, { body, answer }: Step, got: Document): Promise<boolean> {
  const added = got.pacts === undefined ? undefined : without(got.pacts, answer.pacts)
  const falling = body.consumerVersionSelectors?.filter((selector: Document) => selector.fallbackBranch !== undefined) ?? []
  if (added === undefined || added.length === 0) return false
  for (const item of added) {
    const [, consumer, version] = /^(.*) \((.*)\) /.exec(item) as unknown as [string, string, string]
    const branches = `/pacticipants/${encodeName(consumer)}/branches`
    let expected = false
    for (const { branch, fallbackBranch } of falling) {
      const wanted = await story.get(`${branches}/${encodeName(branch)}`)
      const head = await story.get(`${branches}/${encodeName(fallbackBranch)}/latest-version`)
      expected ||= wanted.status === 404 && head.body.number === version
    }
    if (!expected) return false
  }
  return true
}

/** What is left of the list, or undefined where something to take away is not there. */
function without(list: string[], taken: string[]): string[] | undefined {
  const rest = [...list]
  for (const item of taken) {
    const at = rest.indexOf(item)
    if (at === -1) return undefined
    rest.splice(at, 1)
  }
  return rest
}
