import { path, query } from './address.ts'
import type { Document } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import type { Ignored } from './questions.ts'
import type { Answer, Reason, Verdict, VerdictOverride } from './verdict.ts'

interface Deployment {
  pacticipant: string
  version: string
  applicationInstance?: string
}

/** A step of a plan, safe alone once those before are done; in words, and as commands. */
export type PlanStep = { sentence: string; commands: string[] } & (
  | {
      kind: 'verify'
      consumer: { name: string; version: string }
      provider: { name: string; version: string | null }
      /** The address of the contract. */
      contract: string
    }
  | ({ kind: 'deploy' | 'undeploy' } & Deployment)
  | { kind: 'together'; deployments: Deployment[] }
)

export interface Plan extends Document {
  /** Whether there is a way in which each step is safe alone. */
  answer: Answer
  /** `ready`: nothing stands in the way. `together`: the last step's deployments only fit at the same moment. `none`: no way was found. */
  outcome: 'ready' | 'steps' | 'together' | 'none'
  sentence: string
  pacticipant: string
  version: string
  environment: string
  /** Somebody answers for it as it is; the plan goes without. */
  override?: VerdictOverride
  overrideNotCovering?: NonNullable<Verdict['overrideNotCovering']>
  steps: PlanStep[]
  /** What forces versions to go together, or what no version puts right. */
  because: Reason[]
  /** What was not looked at any further. */
  bounds: Array<{ code: string; sentence: string }>
}

export type PlanMethods = ReturnType<typeof planMethods>

export function planMethods(exchange: Exchange) {
  return {
    /** The shortest safe order of deployments that ends with this version in the environment. */
    async plan(asked: {
      application: string
      version: string
      environment: string
      applicationInstance?: string | undefined
      ignore?: readonly Ignored[] | undefined
    }): Promise<Plan> {
      checkAsked(asked, ['application', 'version', 'environment'], ['applicationInstance', 'ignore'])
      const { application, version, applicationInstance, ignore = [] } = asked
      const { uuid } = await findEnvironment(exchange, asked.environment)
      const address = path`/pacticipants/${application}/versions/${version}/plan/environment/${uuid}`
      const ignored = ignore.flatMap(
        (ignored): Array<[string, string | undefined]> => [
          ['ignore[][pacticipant]', ignored.application],
          ['ignore[][version]', ignored.version]
        ]
      )
      return exchange.read(address + query([['applicationInstance', applicationInstance], ...ignored]))
    }
  }
}
