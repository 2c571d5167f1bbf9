/** Soloist's judgement beside `summary`. docs/verdict.md has the rules and every code. */
export interface Verdict {
  /** May it be deployed? */
  answer: Answer
  /** May it be deployed without another application's deployment? */
  alone: Answer
  /** What was judged. */
  versions?: Array<{ pacticipant: string; version: string }>
  reasons: Reason[]
  /** Several versions, judged as deployed at the same moment … */
  together?: true
  /** … and each of them alone. */
  each?: Verdict[]
}

export type Answer = 'yes' | 'no' | 'unknown'

export interface Reason {
  code: string
  outcome: 'pass' | 'fail' | 'unknown' | 'warn'
  pairing?: { consumer: Party; provider: Party }
  /** The two uses of one store: that of the version, and that of another application. */
  resources?: Array<{ application: string; path: string; access: string }>
  /** The address of what shows it. */
  evidence?: string
  /** The application whose team can change it. */
  owner?: string
  clearsByItself: boolean
  /** The command or action that would satisfy it. */
  next?: string
  sentence: string
  notes?: string[]
}

interface Party {
  name: string
  version: string | null
}
