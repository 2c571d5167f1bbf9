import { path } from './address.ts'
import type { Links, Notice } from './document.ts'
import { checkAsked } from './door.ts'
import { SoloistError } from './error.ts'
import type { Exchange } from './exchange.ts'
import type { PlacedVersion, Usage } from './simulations.ts'
import type { Answer } from './verdict.ts'

/** How long an element of a provider is promised. Days are in UTC, `2026-01-31`. */
export interface ElementWindow {
  /** `sunset`: its last day passed; `removed`: no document has it. */
  state: 'introduced' | 'deprecated' | 'sunset' | 'removed'
  deprecatedOn?: string
  /** The last day on which it is promised. */
  sunset?: string
  /** Consumers could see the dates: only then do they hold. */
  announced: boolean
  /** Deprecated, and nobody says until when it stays. */
  openEnded: boolean
  declaredBy: Array<'document' | 'command'>
  /** The element whose dates these are, where it is in one that has them. */
  of?: string
}

export interface WindowOfElement {
  provider: string
  element: string
  window: ElementWindow
  /** Its sunset passed, and it is there or used all the same. */
  overdue: boolean
  reason?: string
  documents: Array<{ version: string; deprecatedOn?: string; sunset?: string; problems: string[] }>
  offeredBy: PlacedVersion[]
  /** Of one whose sunset passed: who still relies on it. */
  consumers?: Usage['consumers']
  _links: Links
}

export interface WindowList {
  windows: WindowOfElement[]
  notices: Notice[]
  _links: Links
}

interface ElementAnswer {
  answer: Answer
  provider: string
  element: string
  window: ElementWindow
  notices: Notice[]
  consumers: Usage['consumers']
  _links: Links
}

export interface CanIRemove extends ElementAnswer {
  environment?: string
  reasons: Array<{ code: string; outcome: 'pass' | 'fail' | 'unknown' | 'warn'; text: string; next?: string }>
  /** The first day on which nobody is promised it any more. */
  freeFrom?: string
}

export interface CanIDeprecate extends ElementAnswer {
  /** The first sunset that can be announced now. */
  earliestSunset: string
  freeFrom: string
  minimumWindowDays: number
  next?: string
}

export interface Deprecate {
  provider: string
  /** `GET /users/{}#response.200.body/name`, `orders#placed@1`. */
  element: string
  /** The first day on which it is deprecated. Default: as announced before, else today. */
  on?: string | undefined
  /** The last day on which it is promised. */
  sunset?: string | undefined
  /** Why, or what to use instead. */
  reason?: string | undefined
}

interface OfProvider {
  provider: string
  element: string
}

export type WindowMethods = ReturnType<typeof windowMethods>

/** How long elements of providers are promised, and whether they may go. */
export function windowMethods({ read, write }: Exchange) {
  return {
    /** Deprecates an element, or moves its dates; what was announced can only be moved later. */
    async deprecate(asked: Deprecate): Promise<WindowOfElement> {
      checkAsked(asked, ['provider', 'element'], ['on', 'sunset', 'reason'])
      const { provider, element, ...window } = asked
      return write('PUT', path`/pacticipants/${provider}/windows/${element}`, window)
    },

    /** Takes back what `deprecate` set; what documents say stays. */
    async withdrawDeprecation(asked: OfProvider): Promise<void> {
      checkAsked(asked, ['provider', 'element'])
      await write('DELETE', path`/pacticipants/${asked.provider}/windows/${asked.element}`)
    },

    async describeWindow(asked: OfProvider): Promise<WindowOfElement> {
      checkAsked(asked, ['provider', 'element'])
      return read(path`/pacticipants/${asked.provider}/windows/${asked.element}`)
    },

    /** Windows of a provider, or of all; those to come (`upcoming`), or those that passed in vain (`overdue`). */
    async listWindows(
      asked: { provider?: string | undefined; state?: 'all' | 'upcoming' | 'overdue' | undefined } = {}
    ): Promise<WindowList> {
      checkAsked(asked, [], ['provider', 'state'])
      const { provider, state } = asked
      const where = provider === undefined ? '/windows' : path`/pacticipants/${provider}/windows`
      return read(where + (state === undefined ? '' : path`?state=${state}`))
    },

    /** May the provider remove the element now? Who uses it where (in that environment, or in any)? */
    async canIRemove(asked: OfProvider & { environment?: string | undefined }): Promise<CanIRemove> {
      checkAsked(asked, ['provider', 'element'], ['environment'])
      const { provider, element, environment } = asked
      const where = environment === undefined ? '' : path`&environment=${environment}`
      return answered(await read<CanIRemove>(path`/pacticipants/${provider}/can-i-remove?element=${element}` + where))
    },

    /** Who has to move when the element is deprecated, and when is it free at the earliest? */
    async canIDeprecate(asked: OfProvider): Promise<CanIDeprecate> {
      checkAsked(asked, ['provider', 'element'])
      return answered(await read<CanIDeprecate>(path`/pacticipants/${asked.provider}/can-i-deprecate?element=${asked.element}`))
    }
  }
}

/** An answer of another kind could pass for a yes. */
function answered<T extends { answer: Answer }>(document: T): T {
  if (['yes', 'no', 'unknown'].includes(document?.answer)) return document
  throw new SoloistError('not-understood', 'The broker gave no answer: is it a Soloist that knows this question?')
}
