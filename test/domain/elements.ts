import t from 'tap'
import { aroundOf, messageVersion, offeredKey, offers } from '../../server/domain/elements/keys.ts'
import { isPredecessor } from '../../server/domain/elements/message-names.ts'
import { packUsed, unpackUsed } from '../../server/domain/elements/used-elements.ts'
import { readRetention, retainingOf, retentionOf, usualRetention } from '../../server/domain/retention.ts'
import { indexed, OfferedElements } from '../../server/domain/windows/offered-elements.ts'

const hour = 60 * 60 * 1000

t.test('times of retention', async t => {
  for (const [text, time] of [
    ['7d', 168 * hour],
    [' 12h ', 12 * hour],
    ['2w', 336 * hour],
    ['30m', hour / 2],
    ['P7D', 168 * hour],
    ['P1DT12H', 36 * hour],
    ['PT90S', 90_000],
    ['P1Y', 366 * 24 * hour],
    ['P1M', 31 * 24 * hour],
    ['PT1M', 60_000],
    ['forever', null],
    ['Forever', null],
    ['0d', 0]
  ] as const)
    t.equal(readRetention(text), time, text)
  for (const text of ['', '7', 'd', '7 days', 'P', 'PT', '-7d', 'P7', '7.5d', 'for ever', '9999999d'])
    t.equal(readRetention(text), undefined, text)
})

t.test('the longest topic counts, what the team said before documents, and the usual where nobody says', async t => {
  const of = (...topics: Array<[string, string | null]>) => topics.map(([topic, retention]) => ({ topic, retention }))
  t.equal(retentionOf(retainingOf([], [])), usualRetention)
  t.equal(retentionOf(retainingOf([], of(['a', '12h'], ['b', '24h']))), 24 * hour)
  t.equal(retentionOf(retainingOf(of(['b', '1h']), of(['a', '12h'], ['b', '24h']))), 12 * hour)
  t.equal(retentionOf(retainingOf([], of(['a', '12h'], ['b', null]))), usualRetention)
  t.equal(retentionOf(retainingOf(of(['a', 'forever']), of(['a', '12h']))), null)
})

t.test('what an element is inside of', async t => {
  for (const [key, around] of [
    ['GET /users/{}', []],
    ['GET /users/{}#response.200', ['GET /users/{}']],
    ['GET /u#response.200.body/a/*', ['GET /u#response.200.body/a', 'GET /u#response.200.body', 'GET /u#response.200', 'GET /u']],
    ['GET /v1.2/u#request.query/a', ['GET /v1.2/u#request.query', 'GET /v1.2/u']],
    ['orders.v1#Placed@1.2', []],
    ['orders#Placed@1/a/b', ['orders#Placed@1/a', 'orders#Placed@1']]
  ] as const)
    t.same(aroundOf(key), around, key)
})

t.test('versions of messages', async t => {
  t.same(messageVersion('orders#Placed@2'), { channel: 'orders', name: 'Placed', version: '2' })
  t.equal(messageVersion('orders#Placed@2/id'), undefined)
  t.equal(messageVersion('GET /orders#response.200'), undefined)
  const of = (name: string, version: string, channel = 'orders') => ({ name, version, channel })
  for (const [one, other, is] of [
    [of('Placed', '1'), of('Placed', '2'), true],
    [of('Placed', '2'), of('Placed', '1'), false],
    [of('Placed', '9'), of('Placed', '10'), true],
    [of('Placed', '1.9'), of('Placed', '1.10'), true],
    [of('Placed', '1'), of('Placed', '1.0'), false],
    [of('placed.v1', '1'), of('placed.v2', '2'), true],
    [of('Placed', '1', 'orders-v1'), of('Placed', '2', 'orders-v2'), true],
    [of('Placed', '1'), of('Paid', '2'), false],
    [of('Placed', '1'), of('Placed', '2', 'others'), false]
  ] as const)
    t.equal(isPredecessor(one, other), is, `${one.channel} ${one.name} ${one.version}, ${other.name} ${other.version}`)
})

t.test('a status may be offered as a range or the default, and what cannot be read may hold anything', async t => {
  const offered = new OfferedElements([
    indexed({
      elements: [
        { key: 'GET /a' },
        { key: 'GET /a#response.2XX' },
        { key: 'GET /a#response.default.body/code' },
        { key: '#Placed@1', direction: 'sends' }
      ],
      cut: ['GET /b']
    })
  ])
  t.equal(offeredKey(offered, 'GET /a#response.201', undefined), 'GET /a#response.2XX')
  t.equal(offeredKey(offered, 'GET /a#response.404.body/code', undefined), 'GET /a#response.default.body/code')
  t.equal(offers(offered, 'GET /c', undefined), false)
  t.equal(offers(offered, 'GET /b#response.200', undefined), 'unknown')
  t.equal(offers(offered, '#Placed@1', 'sends'), true)
  t.equal(offers(offered, '#Placed@1', 'receives'), false)
})

t.test('what is used is kept in one order', async t => {
  const used = [
    { key: 'b', strength: 'exact' as const },
    { key: 'a', strength: 'present' as const, direction: 'receives' as const },
    { key: 'a', strength: 'type' as const, direction: 'sends' as const }
  ]
  t.equal(packUsed(used), packUsed(used.toReversed()))
  t.same(unpackUsed(packUsed(used)), [used[1], used[2], used[0]])
})
