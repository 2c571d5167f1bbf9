/** Lets so many work at once; others wait their turn. */
export class Turns {
  readonly #atOnce: number
  #working = 0
  readonly #waiting: Array<() => void> = []

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  get waiting(): number {
    return this.#waiting.length
  }

  async take<Done>(work: () => Promise<Done>): Promise<Done> {
    if (this.#working < this.#atOnce) this.#working++
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      // Whoever is done hands its place on: nobody who comes meanwhile can take it.
      const next = this.#waiting.shift()
      if (next === undefined) this.#working--
      else next()
    }
  }
}
