import t from 'tap'
import { compareVersionNumbers, placeFor, readVersionNumber } from '../../server/domain/version-order.ts'

const inOrder = [
  'no number',
  '0.9',
  '1',
  '1.0.1-alpha',
  '1.0.1-rc.2',
  '1.0.1-rc.10',
  '1.0.1',
  '1.0.1+7',
  '1.2',
  '1.10',
  'v2.0.0',
  '10',
  '20240101123456'
]

for (const [index, number] of inOrder.entries()) {
  const next = inOrder[index + 1]
  if (next === undefined) break
  t.test(`${number} comes before ${next}`, async t => {
    t.ok(compareVersionNumbers(number, next) < 0)
    t.ok(compareVersionNumbers(next, number) > 0)
  })
}

t.test('what is no number is told apart', async t => {
  for (const number of ['1', '1.2', '1.2.3', '1.2.3-rc.1', '1.2.3+build']) t.ok(readVersionNumber(number), number)
  for (const number of ['main', '', '1.', '1.2.3.4', 'abc123', '1,2', '99999999999999999999'])
    t.notOk(readVersionNumber(number), number)
  t.equal(compareVersionNumbers('1', '1.0.0'), 0)
})

const others = [
  { number: '1', order: 10 },
  { number: '2', order: 11 },
  { number: '4', order: 17 }
]
const places: Array<[number: string, place: number, moves: boolean]> = [
  ['5', 18, false],
  ['3', 17, true],
  ['0.1', 10, true],
  ['2.0.0', 17, true]
]
for (const [number, place, moves] of places) {
  t.test(`${number} gets the place ${place}`, async t => t.same(placeFor(number, others), { place, moves }))
}
t.test('the first gets the first place', async t => t.same(placeFor('1', []), { place: 1, moves: false }))
