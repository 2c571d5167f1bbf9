import t from 'tap'
import { Moment } from '../../server/domain/moment.ts'

const noon = Date.UTC(2026, 1, 28, 12)
const midnight = Date.UTC(2026, 2, 1)

t.test('a date has passed after its last millisecond', async t => {
  t.notOk(new Moment(noon).isAfter(noon), 'not at that millisecond')
  t.ok(new Moment(noon + 1).isAfter(noon), 'but at the next one')
})

t.test('an answer may be kept until the nearest date that it was asked about', async t => {
  const moment = new Moment(noon)
  t.equal(moment.until, Number.POSITIVE_INFINITY, 'for ever, where no date was asked about')
  moment.isAfter(noon - 1)
  t.equal(moment.until, Number.POSITIVE_INFINITY, 'what has passed stays so')
  moment.isAfter(midnight + 5)
  t.equal(moment.until, midnight + 6)
  t.equal(moment.startOfDay(), Date.UTC(2026, 1, 28))
  t.equal(moment.until, midnight, 'the day ends first')
})
