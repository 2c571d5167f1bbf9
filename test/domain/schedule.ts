import t from 'tap'
import { isDue, readSchedule, type Schedule } from '../../server/domain/schedule.ts'

const rows: Array<[schedule: string, moment: string, due: boolean]> = [
  ['15 2 * * *', '2026-01-31T02:15:59Z', true],
  ['15 2 * * *', '2026-01-31T02:16:00Z', false],
  ['15 2 * * *', '2026-01-31T14:15:00Z', false],
  ['*/20 * * * *', '2026-01-31T02:40:00Z', true],
  ['*/20 * * * *', '2026-01-31T02:30:00Z', false],
  ['5/30 * * * *', '2026-01-31T02:35:00Z', true],
  ['0 8-10,22 * * *', '2026-01-31T09:00:00Z', true],
  ['0 8-10,22 * * *', '2026-01-31T22:00:00Z', true],
  ['0 8-10,22 * * *', '2026-01-31T11:00:00Z', false],
  ['0 0 * * 0', '2026-02-01T00:00:00Z', true],
  ['0 0 * * 7', '2026-02-01T00:00:00Z', true],
  ['0 0 * * 1', '2026-02-01T00:00:00Z', false],
  ['0 0 13 * 5', '2026-02-06T00:00:00Z', true],
  ['0 0 13 * 5', '2026-02-13T00:00:00Z', true],
  ['0 0 13 * 5', '2026-02-12T00:00:00Z', false],
  ['0 0 1 2 *', '2026-03-01T00:00:00Z', false]
]
for (const [schedule, moment, due] of rows) {
  t.test(`${schedule} is ${due ? '' : 'not '}due at ${moment}`, async t =>
    t.equal(isDue(readSchedule(schedule) as Schedule, Date.parse(moment)), due)
  )
}

t.test('what is no time-table is refused', async t => {
  for (const text of [
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '*/0 * * * *',
    '5-1 * * * *',
    '@daily',
    'a * * * *'
  ]) {
    t.equal(readSchedule(text), undefined, text)
  }
})
