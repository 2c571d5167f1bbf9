import t from 'tap'
import { judged } from './questions.ts'
import { scalarRows } from './scalar-rows.ts'
import { structureRows } from './structure-rows.ts'

const told = ({ outcome, failures }: ReturnType<typeof judged>) =>
  outcome === 'ok'
    ? 'ok'
    : [
        ...new Set(
          failures.map(({ path, keyword, outcome: sure }) =>
            `${path.map(step => `/${step}`).join('')} ${keyword}${sure === 'unproven' ? '?' : ''}`.trim()
          )
        )
      ].join(' ')

for (const [subject, rows] of Object.entries({ ...scalarRows, ...structureRows })) {
  t.test(`what may be written and read: ${subject}`, async t => {
    for (const [says, one, other, oneToOther, otherToOne, asking] of rows) {
      t.equal(told(judged(one, other, asking)), oneToOther, says)
      t.equal(told(judged(other, one, asking)), otherToOne, `${says}, the other way round`)
    }
  })
}
