const day = 24 * 60 * 60 * 1000

/** A point in time (milliseconds UTC) that knows how long what was asked of it stays true, so that an answer may be kept until then. */
export class Moment {
  readonly now: number
  #until = Number.POSITIVE_INFINITY

  constructor(now: number) {
    this.now = now
  }

  /** Whether a date, the last millisecond at which something holds, has passed. */
  isAfter(date: number): boolean {
    if (this.now > date) return true
    this.#until = Math.min(this.#until, date + 1)
    return false
  }

  /** The first millisecond of the day, for what changes only from one day to the next. */
  startOfDay(): number {
    const start = this.now - (this.now % day)
    this.#until = Math.min(this.#until, start + day)
    return start
  }

  /** The first millisecond at which an answer made with this moment may be another. */
  get until(): number {
    return this.#until
  }
}
