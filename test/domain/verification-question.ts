import t from 'tap'
import { momentOf, questionFromBody, questionFromQuery } from '../../server/domain/verification-question.ts'

const bodies: Array<[says: string, body: unknown, expected: object]> = [
  [
    'nothing asks with pending status, without work in progress',
    {},
    { question: { selectors: [], providerBranch: undefined, providerTags: [], includePending: true, wipSince: undefined } }
  ],
  [
    'null for branch and tags is nothing',
    { providerVersionBranch: null, providerVersionTags: null },
    { question: { providerTags: [] } }
  ],
  ['pending status can be declined', { includePendingStatus: false }, { question: { includePending: false } }],
  ['a tag given twice counts once', { providerVersionTags: ['a', 'b', 'a'] }, { question: { providerTags: ['a', 'b'] } }],
  ['a branch is taken', { providerVersionBranch: 'feat/x' }, { question: { providerBranch: 'feat/x' } }],
  ['an empty branch is none', { providerVersionBranch: '' }, { question: { providerBranch: undefined } }],
  [
    'an empty branch beside tags is none',
    { providerVersionBranch: '', providerVersionTags: ['a'], includePendingStatus: true },
    { question: {} }
  ],
  [
    'an empty branch where pending needs one is refused',
    { providerVersionBranch: '', includePendingStatus: true },
    { errors: { providerVersionBranch: [/must be filled/] } }
  ],
  [
    'an empty branch where work in progress needs one is refused',
    { providerVersionBranch: '', includeWipPactsSince: '2026-01-01' },
    { errors: { providerVersionBranch: [/must be filled/] } }
  ],
  ['a branch of spaces is refused', { providerVersionBranch: '  ' }, { errors: { providerVersionBranch: ['cannot be blank'] } }],
  [
    'a branch that is no text is refused',
    { providerVersionBranch: 1 },
    { errors: { providerVersionBranch: ['must be a string'] } }
  ],
  ['tags that are no list are refused', { providerVersionTags: 'a' }, { errors: { providerVersionTags: ['must be an array'] } }],
  [
    'a tag that is no text is refused',
    { providerVersionTags: ['a', 1] },
    { errors: { providerVersionTags: ['must be a string (at index 1)'] } }
  ],
  [
    'null selectors are refused',
    { consumerVersionSelectors: null },
    { errors: { consumerVersionSelectors: ['must be an array'] } }
  ],
  [
    'empty text for selectors is refused',
    { consumerVersionSelectors: '' },
    { errors: { consumerVersionSelectors: ['must be an array'] } }
  ],
  [
    'null for pending status is refused',
    { includePendingStatus: null },
    { errors: { includePendingStatus: ['must be boolean'] } }
  ],
  ['null for the date is refused', { includeWipPactsSince: null }, { errors: { includeWipPactsSince: [/must be a date/] } }],
  ['an empty date is refused', { includeWipPactsSince: '' }, { errors: { includeWipPactsSince: [/must be a date/] } }],
  [
    'every mistake is named at once',
    { providerVersionTags: 1, includePendingStatus: 1 },
    { errors: { providerVersionTags: [/array/], includePendingStatus: [/boolean/] } }
  ],
  ['unknown members are left aside', { colour: 'red' }, { question: { selectors: [] } }],
  ['a list is no question', [], { errors: { body: ['must be a hash'] } }]
]

for (const [says, body, expected] of bodies) {
  t.test(says, async t => {
    const read = questionFromBody(body)
    t.match(read, expected)
    t.equal('errors' in read, 'errors' in expected)
  })
}

const queries: Array<[says: string, query: Record<string, unknown>, expected: object]> = [
  [
    'booleans of a query are words',
    {
      consumer_version_selectors: [{ tag: 'feat', latest: 'true', fallback_tag: 'main', consumer: 'web' }],
      provider_version_tags: ['a'],
      include_pending_status: 'false',
      include_wip_pacts_since: '2026-01-31'
    },
    {
      question: {
        selectors: [{ tag: 'feat', latest: true, fallbackTag: 'main', consumer: 'web' }],
        providerTags: ['a'],
        includePending: false,
        wipSince: Date.UTC(2026, 0, 31)
      }
    }
  ],
  [
    'a selector of a query needs a tag',
    { consumer_version_selectors: [{ tag: 'a' }, { latest: 'true' }] },
    { errors: { consumer_version_selectors: ['tag is missing (at index 1)'] } }
  ],
  [
    'mistakes in a query carry its own names',
    { include_pending_status: 'yes' },
    { errors: { include_pending_status: ['must be boolean'] } }
  ],
  [
    'selectors of a query that are no list are refused',
    { consumer_version_selectors: 'x' },
    { errors: { consumer_version_selectors: ['must be an array'] } }
  ],
  [
    'an item that is no object is refused',
    { consumer_version_selectors: ['x', null] },
    { errors: { consumer_version_selectors: [/at index 0/, /at index 1/] } }
  ]
]

for (const [says, query, expected] of queries) {
  t.test(says, async t => {
    const read = questionFromQuery(query)
    t.match(read, expected)
    t.equal('errors' in read, 'errors' in expected)
  })
}

const moments: Array<[text: string, iso: string | undefined]> = [
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T10:20:30Z', '2026-01-31T10:20:30.000Z'],
  ['2026-01-31T10:20:30.5+02:00', '2026-01-31T08:20:30.500Z'],
  ['2026-01-31T10:20:30 02:00', '2026-01-31T08:20:30.000Z'],
  ['2026-01-31T10:20:30-0200', '2026-01-31T12:20:30.000Z'],
  ['2026-01-31 10:20', '2026-01-31T10:20:00.000Z'],
  ['2026-02-31', undefined],
  ['2026-01-31T25:00', undefined],
  ['yesterday', undefined],
  ['12', undefined]
]

for (const [text, iso] of moments) {
  t.test(`${text} is ${iso ?? 'no moment'}`, async t => {
    const moment = momentOf(text)
    t.equal(moment === undefined ? undefined : new Date(moment).toISOString(), iso)
  })
}
