import { type QueryValue, query } from './address.ts'
import type { Links, Notice } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import { SoloistError } from './error.ts'
import type { Exchange } from './exchange.ts'
import type { Answer, Verdict } from './verdict.ts'

/** Which versions of an application; what is given must all hold. */
export interface Selector {
  application: string
  version?: string | undefined
  /** The head of it, with `latest`. */
  branch?: string | undefined
  tag?: string | undefined
  mainBranch?: boolean | undefined
  environment?: string | undefined
  latest?: boolean | undefined
}

/** What is left out of the judgement: an application, or one version of it. */
export interface Ignored {
  application: string
  version?: string | undefined
}

export interface Destination {
  /** The environment to go to. */
  environment?: string | undefined
  /** Older ways to say where: the latest versions with a tag, or the heads of main branches. */
  tag?: string | undefined
  mainBranch?: boolean | undefined
  /** The instance it would take the place of, in an environment with several. Default: any. */
  applicationInstance?: string | undefined
}

export type CanIDeploy = Destination & { ignore?: readonly Ignored[] | undefined } & (
    | { application: string; version: string }
    | { selectors: readonly Selector[] }
  )

export interface MatrixQuestion extends Destination {
  selectors: readonly Selector[]
  ignore?: readonly Ignored[] | undefined
  /** `cvp`: one row for a consumer version and provider; `cvpv`: also for each provider version. */
  latestBy?: 'cvp' | 'cvpv' | 'cp' | undefined
  /** Only rows with these results; null: without a result. */
  success?: ReadonlyArray<boolean | null> | undefined
  latest?: boolean | undefined
  limit?: number | undefined
}

export interface MatrixDocument {
  summary: {
    deployable: boolean | null
    reason: string
    success: number
    failed: number
    unknown: number
    ignored?: number
  }
  notices: Notice[]
  matrix: MatrixRow[]
  /** Absent without a destination, and behind a Pact Broker. */
  verdict?: Verdict
}

export interface MatrixRow {
  consumer: MatrixParty
  provider: MatrixParty
  verificationResult: { success: boolean; verifiedAt?: string; _links: Links } | null
  ignored?: true
  /** Whose result it is, and why a version counts that does not run there. */
  notes?: string[]
}

export interface MatrixParty {
  name: string
  version: { number: string; branch?: string | null; tags?: Array<{ name: string }> } | null
}

export type QuestionMethods = ReturnType<typeof questionMethods>

export function questionMethods({ read, baseUrl }: Exchange) {
  const judged = async (address: string) => withSummary(await read<MatrixDocument>(address), baseUrl + address)
  const askMatrix = (asked: MatrixQuestion) => judged(`/matrix${query(matrixQuery(asked))}`)

  return {
    /** Can this version be deployed there, alone? Several versions: can they, together? */
    async canIDeploy(asked: CanIDeploy): Promise<MatrixDocument> {
      if ('selectors' in asked) {
        checkAsked(asked, ['selectors'], ['environment', 'tag', 'mainBranch', 'applicationInstance', 'ignore'])
        return askMatrix({ ...asked, ...preset(asked, asked.selectors.length) })
      }
      checkAsked(asked, ['application', 'version'], ['environment', 'tag', 'mainBranch', 'applicationInstance', 'ignore'])
      const { application, version, environment, tag, mainBranch, applicationInstance, ignore } = asked
      if ((environment === undefined) === (tag === undefined) || mainBranch === true) {
        const selectors = [{ application, version }]
        return askMatrix({ selectors, environment, tag, mainBranch, applicationInstance, ignore, ...preset(asked, 1) })
      }
      const question: Pair[] = [
        ['pacticipant', application],
        ['version', version],
        ['environment', environment],
        ['to', tag],
        ['applicationInstance', applicationInstance],
        ...ignoring(ignore)
      ]
      return judged(`/can-i-deploy${query(question)}`)
    },

    /** Does this version fit the heads of the main branches of the others? */
    async canIMerge(asked: {
      application: string
      version: string
      ignore?: readonly Ignored[] | undefined
    }): Promise<MatrixDocument> {
      checkAsked(asked, ['application', 'version'], ['ignore'])
      const { application, version, ignore } = asked
      return askMatrix({ selectors: [{ application, version }], ignore, latestBy: 'cvp', latest: true, mainBranch: true })
    },

    /** Which versions were verified with which. */
    async matrix(asked: MatrixQuestion): Promise<MatrixDocument> {
      checkAsked(
        asked,
        ['selectors'],
        ['environment', 'tag', 'mainBranch', 'applicationInstance', 'ignore', 'latestBy', 'success', 'latest', 'limit']
      )
      return askMatrix(asked)
    }
  }
}

/** Refuses an answer that is none: anything else must not end as a yes by accident. */
export function withSummary<Document extends MatrixDocument>(document: Document, address: string): Document {
  const deployable: unknown = document?.summary?.deployable
  if (typeof deployable === 'boolean' || deployable === null) return document
  throw new SoloistError('not-understood', `The answer from ${address} has no summary: is a broker there?`)
}

/** The answer in one word: the verdict's, or behind a Pact Broker the summary's. What somebody answers for may go, whatever the verdict says. */
export function answerOf({ verdict, summary }: MatrixDocument): Answer {
  // A yes needs both to say so: the verdict implies the summary.
  if (verdict?.override !== undefined && summary.deployable === true) return 'yes'
  if (verdict?.answer === 'yes') return summary.deployable === true ? 'yes' : 'unknown'
  if (verdict !== undefined) return verdict.answer === 'no' ? 'no' : 'unknown'
  if (summary.deployable === true) return 'yes'
  return summary.deployable === false ? 'no' : 'unknown'
}

type Pair = [name: string, value: QueryValue]

/** As the other clients ask: each pair of versions for environments and groups, else the newest for a consumer version. */
function preset({ environment, tag, mainBranch }: Destination, selectors: number): Pick<MatrixQuestion, 'latestBy' | 'latest'> {
  const latestBy = environment !== undefined || selectors > 1 ? 'cvpv' : 'cvp'
  const latest = environment === undefined && (tag !== undefined || mainBranch === true || selectors === 1)
  return latest ? { latestBy, latest } : { latestBy }
}

function matrixQuery(asked: MatrixQuestion): Pair[] {
  if (asked.selectors.length === 0) throw wrong('selectors is empty: name at least one application.')
  return [
    ...asked.selectors.flatMap(selectorPairs),
    ...ignoring(asked.ignore),
    ...(asked.success ?? []).map((success): Pair => ['success[]', success === null ? '' : success]),
    ['tag', asked.tag],
    ['latestby', asked.latestBy],
    ['environment', asked.environment],
    ['latest', asked.latest === true ? true : undefined],
    ['mainBranch', asked.mainBranch === true ? true : undefined],
    ['applicationInstance', asked.applicationInstance],
    ['limit', asked.limit]
  ]
}

/** The application first: a new selector begins where a key comes again. */
function selectorPairs(selector: Selector): Pair[] {
  checkAsked(selector, ['application'], ['version', 'branch', 'tag', 'mainBranch', 'environment', 'latest'])
  return [
    ['q[][pacticipant]', selector.application],
    ['q[][version]', selector.version],
    ['q[][branch]', selector.branch],
    ['q[][tag]', selector.tag],
    ['q[][mainBranch]', selector.mainBranch === true ? true : undefined],
    ['q[][environment]', selector.environment],
    ['q[][latest]', selector.latest === true ? true : undefined]
  ]
}

function ignoring(ignored: readonly Ignored[] = []): Pair[] {
  return ignored.flatMap((ignore): Pair[] => {
    checkAsked(ignore, ['application'], ['version'])
    return [
      ['ignore[][pacticipant]', ignore.application],
      ['ignore[][version]', ignore.version]
    ]
  })
}
