import t from 'tap'
import { Moment } from '../../server/domain/moment.ts'
import { around } from '../../server/domain/windows/around.ts'
import { dayOf, firstMoment, lastMoment } from '../../server/domain/windows/days.ts'
import type { DeclaredDates } from '../../server/domain/windows/document-elements.ts'
import { eventsToTell, type WindowToTell } from '../../server/domain/windows/to-tell.ts'
import { type Dates, type ElementWindow, type WindowFacts, windowOf } from '../../server/domain/windows/window.ts'

const now = Date.parse('2026-03-10T12:00:00Z')
const dates = (on: string | null, sunset: string | null): Dates => ({
  deprecatedOn: on === null ? null : (firstMoment(on) as number),
  sunset: sunset === null ? null : (lastMoment(sunset) as number)
})
const written = (on?: string, sunset?: string): DeclaredDates => ({
  deprecatedOn: on === undefined ? undefined : firstMoment(on),
  sunset: sunset === undefined ? undefined : lastMoment(sunset),
  odd: []
})

type Expected = Partial<Omit<ElementWindow, 'deprecatedOn' | 'sunset'>> & { on?: string; until?: string }
const table: Array<[says: string, facts: Partial<WindowFacts>, expected: Expected]> = [
  ['what nobody says anything of is there', {}, { state: 'introduced', announced: false, openEnded: false }],
  ['what no document has is gone', { present: false }, { state: 'removed' }],
  ['what may be there is not gone', { present: 'unknown' }, { state: 'introduced' }],
  [
    'deprecated without a date is open-ended',
    { declared: [written()], announced: dates(null, null) },
    { state: 'deprecated', openEnded: true, announced: true, declaredBy: ['document'] }
  ],
  [
    'what no consumer could see is not announced',
    { declared: [written('2026-02-01', '2026-03-01')] },
    { state: 'deprecated', announced: false, until: '2026-03-01' }
  ],
  [
    'the latest announced sunset holds, whatever a document says',
    { declared: [written('2026-02-01', '2026-03-01')], announced: dates('2026-02-01', '2026-04-01') },
    { state: 'deprecated', announced: true, until: '2026-04-01', on: '2026-02-01' }
  ],
  [
    'a later date that nobody could see does not hold yet',
    { declared: [written('2026-02-01', '2026-09-01')], announced: dates('2026-02-01', '2026-04-01') },
    { announced: true, until: '2026-04-01' }
  ],
  [
    'a command is announced by itself, and the later of both holds',
    { commanded: dates('2026-03-01', '2026-06-01'), announced: dates('2026-03-01', '2026-05-01') },
    { announced: true, until: '2026-06-01', declaredBy: ['command'] }
  ],
  [
    'the day of the sunset is still inside',
    { declared: [written()], announced: dates('2026-01-01', '2026-03-10') },
    { state: 'deprecated' }
  ],
  [
    'the day after is not',
    { declared: [written()], announced: dates('2026-01-01', '2026-03-09') },
    { state: 'sunset', until: '2026-03-09' }
  ],
  ['a sunset that nobody could see does not pass', { declared: [written(undefined, '2026-03-09')] }, { state: 'deprecated' }],
  [
    'a deprecation to come is not yet one',
    { declared: [written('2026-03-11', '2026-06-01')], announced: dates('2026-03-11', '2026-06-01') },
    { state: 'introduced', until: '2026-06-01' }
  ],
  [
    'on its first day it is one',
    { commanded: dates('2026-03-10', null), announced: dates('2026-03-10', null) },
    { state: 'deprecated', openEnded: true, announced: true }
  ],
  [
    'a deprecation that was taken back is none',
    { announced: dates('2026-01-01', '2026-03-01') },
    { state: 'introduced', announced: false, openEnded: false }
  ],
  [
    'of what is gone, the announced dates are remembered',
    { present: false, announced: dates('2026-01-01', '2026-05-01') },
    { state: 'removed', announced: true, until: '2026-05-01' }
  ]
]

for (const [says, facts, { on, until, ...expected }] of table) {
  const window = windowOf('GET /a', () => ({ present: true, declared: [], ...facts }), new Moment(now))
  t.match(window, expected, says)
  if (on !== undefined) t.equal(dayOf(window.deprecatedOn as number), on, says)
  if (until !== undefined) t.equal(dayOf(window.sunset as number), until, says)
}

t.test('an element has the dates of what it is in, unless it has its own', async t => {
  const said = new Map<string, Partial<WindowFacts>>([
    ['GET /a', { announced: dates('2026-01-01', '2026-05-01'), declared: [written()] }],
    ['GET /a#response.200.body/b', { announced: dates('2026-01-01', '2026-04-01'), declared: [written()] }]
  ])
  const of = (key: string) => windowOf(key, each => ({ present: true, declared: [], ...said.get(each) }), new Moment(now))
  t.match(of('GET /a#response.200.body/c'), { of: 'GET /a', sunset: lastMoment('2026-05-01') })
  t.match(of('GET /a#response.200.body/b/c'), { of: 'GET /a#response.200.body/b', sunset: lastMoment('2026-04-01') })
  t.match(of('GET /a#response.200.body/b'), { of: undefined, sunset: lastMoment('2026-04-01') })
  t.match(of('GET /ab'), { of: undefined, state: 'introduced' })
})

t.test('the answer holds until the next date', async t => {
  const moment = new Moment(now)
  windowOf('GET /a', () => ({ present: true, declared: [written()], announced: dates('2026-03-20', '2026-05-01') }), moment)
  t.equal(moment.until, firstMoment('2026-03-20'))
})

t.test('what an element is in', async t => {
  t.same(around('GET /a/{}#response.200.body/b/c~1d'), [
    'GET /a/{}#response.200.body/b/c~1d',
    'GET /a/{}#response.200.body/b',
    'GET /a/{}#response.200.body',
    'GET /a/{}#response.200',
    'GET /a/{}'
  ])
  t.same(around('GET /a#request.query/page'), ['GET /a#request.query/page', 'GET /a#request.query', 'GET /a'])
  t.same(around('shop/orders#OrderPlaced@2/items/*/id').slice(2), [
    'shop/orders#OrderPlaced@2/items',
    'shop/orders#OrderPlaced@2'
  ])
  t.same(around('GET /a/b'), ['GET /a/b'])
})

t.test('days as documents write them', async t => {
  t.equal(lastMoment('2026-01-31'), Date.parse('2026-02-01') - 1)
  t.equal(lastMoment(' 2026-01-31T10:00:00Z'), Date.parse('2026-02-01') - 1)
  t.equal(firstMoment('2026-01-31'), Date.parse('2026-01-31'))
  for (const odd of ['soon', '', '2026-02-30', '31.01.2026']) t.equal(lastMoment(odd), undefined, odd)
})

const sunset = lastMoment('2026-03-31') as number
const events: Array<[says: string, window: Partial<WindowToTell>, on: string, events: string[], told: number]> = [
  ['long before, nothing', {}, '2026-03-10', [], 0],
  ['near it', {}, '2026-03-20', ['window_approaching'], 1],
  ['only once', { told: 1 }, '2026-03-20', [], 1],
  ['not of what is gone and unused', { present: false }, '2026-03-20', [], 0],
  ['but of what is gone and used', { present: false, isUsed: true }, '2026-03-20', ['window_approaching'], 1],
  ['after it, though nobody told it was near', {}, '2026-04-01', ['window_passed', 'window_overdue'], 3],
  ['after it, of what is gone', { told: 1, present: false }, '2026-04-01', ['window_passed'], 2],
  ['what may be there is not said to be', { told: 1, present: 'unknown' }, '2026-04-01', ['window_passed'], 2],
  ['when it comes back', { told: 2 }, '2026-04-09', ['window_overdue'], 3],
  ['nothing of what was taken back', { isWithdrawn: true }, '2026-04-09', [], 0]
]
for (const [says, window, on, expected, told] of events) {
  const asked = { sunset, told: 0, present: true, isUsed: false, isWithdrawn: false, ...window } as const
  const found = eventsToTell(asked, { now: Date.parse(`${on}T10:00:00Z`), approaching: 14 * 86_400_000 })
  t.same(found, { events: expected, told }, says)
}
