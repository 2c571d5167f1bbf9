import { Moment } from '../domain/moment.ts'
import type { Database } from '../storage/database.ts'

/** Characters of all questions and answers kept; most are a byte each. */
const mostCharacters = 64 * 1024 * 1024

interface Known {
  text: string
  from: number
  until: number
}

/**
 * Answers that were given before, for as long as they are true: until anything is written to the database, by whatever process, or
 * a date passes on which they depend. Pipelines wait for an answer and ask again, badges are drawn with every page: nothing has
 * changed then, and nothing is computed.
 */
export function knownAnswers(
  db: Database
): (key: string, now: number, make: (moment: Moment) => Promise<string>) => Promise<string> {
  let state = ''
  let kept = 0
  let answers = new Map<string, Known>()

  function forget(): void {
    kept = 0
    answers = new Map()
  }

  return async (key, now, make) => {
    const current = await db.state()
    if (current !== state) forget()
    state = current
    const known = answers.get(key)
    if (known !== undefined && known.from <= now && now < known.until) return known.text
    // The state was read before the facts are: facts that are newer than it says do no harm, as it will not come back.
    const mine = answers
    const moment = new Moment(now)
    const text = await make(moment)
    if (answers !== mine) return text
    const length = key.length + text.length
    if (kept + length > mostCharacters) forget()
    kept += length
    answers.set(key, { text, from: now, until: moment.until })
    return text
  }
}
