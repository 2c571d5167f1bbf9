/** How much a question may cost. `expired` is asked now and then, so that a clock of the caller's can end it. */
export interface Limits {
  steps: number
  expired?: () => boolean
}

/** Thrown inside the engine only; its entry points turn it into `unproven`, reason `budget`. */
export class BudgetSpent extends Error {}

export class Budget {
  #left: number
  readonly #expired: (() => boolean) | undefined

  constructor({ steps, expired }: Limits) {
    this.#left = steps
    this.#expired = expired
  }

  spend(steps = 1): void {
    const before = this.#left
    this.#left -= steps
    if (this.#left < 0) throw new BudgetSpent('The budget of the comparison is spent')
    if (before >> 10 !== this.#left >> 10 && this.#expired?.()) {
      this.#left = 0
      throw new BudgetSpent('The time of the comparison is over')
    }
  }
}
