import t from 'tap'
import { ago } from '../../server/domain/age.ts'

const minute = 60_000
const cases: Array<[milliseconds: number, words: string]> = [
  [-5, 'less than a minute ago'],
  [minute - 1, 'less than a minute ago'],
  [minute, '1 minute ago'],
  [119 * minute, '1 hour ago'],
  [48 * 60 * minute, '2 days ago'],
  [45 * 24 * 60 * minute, '1 month ago'],
  [800 * 24 * 60 * minute, '2 years ago']
]

t.test('how long ago something was is told in the largest unit that fits', async t => {
  for (const [milliseconds, words] of cases) t.equal(ago(milliseconds), words)
})
