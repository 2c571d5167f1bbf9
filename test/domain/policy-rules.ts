import t from 'tap'
import { endOfDay } from '../../server/domain/policy-rules.ts'

const cases: Array<[says: string, text: string, end: number | undefined]> = [
  ['a day ends with its last millisecond', '2026-01-31', Date.UTC(2026, 1, 1) - 1],
  ['a leap day is a day', '2028-02-29', Date.UTC(2028, 2, 1) - 1],
  ['a day that its month does not have is none', '2026-02-29', undefined],
  ['a thirteenth month is none', '2026-13-01', undefined],
  ['a date is written in full', '2026-1-1', undefined],
  ['a time is no date', '2026-01-01T00:00:00Z', undefined],
  ['nothing is no date', '', undefined]
]

for (const [says, text, end] of cases) t.test(says, async t => t.equal(endOfDay(text), end))
