import t from 'tap'
import {
  idleVersions,
  isNeverDeleted,
  isSelected,
  type KeepSelector,
  readKeepSelectors,
  usualKeepSelectors,
  type VersionToJudge
} from '../../server/domain/cleaning.ts'

const day = 24 * 60 * 60 * 1000
const now = 1000 * day
const horizon = 14 * day
const idle: VersionToJudge = {
  id: 1,
  application: 'web',
  number: '1',
  createdAt: now - 200 * day,
  latest: false,
  tags: [],
  branches: [],
  deployed: [],
  released: [],
  counts: false,
  endedAt: undefined,
  amongLastOfSlot: false
}

const never: Array<[says: string, version: Partial<VersionToJudge>, stays: boolean]> = [
  ['an idle version may go', {}, false],
  ['what is deployed stays', { deployed: ['test'] }, true],
  ['what is supported stays', { released: ['production'] }, true],
  ['the head of a branch stays', { branches: [{ name: 'feat', latest: true, main: false }] }, true],
  ['another version of a branch may go', { branches: [{ name: 'feat', latest: false, main: false }] }, false],
  ['one of the last of a slot stays', { amongLastOfSlot: true }, true],
  ['what was live until lately stays', { endedAt: now - 14 * day }, true],
  ['what was live long ago may go', { endedAt: now - 14 * day - 1 }, false]
]
for (const [says, version, stays] of never)
  t.test(says, async t => t.equal(isNeverDeleted({ ...idle, ...version }, { now, horizon }), stays))

const tag = (name: string, latest: boolean) => ({ tags: [{ name, latest }] })
const branch = (name: string, latest: boolean, main = false) => ({ branches: [{ name, latest, main }] })
const selected: Array<[selector: KeepSelector, version: Partial<VersionToJudge>, fits: boolean]> = [
  [{ latest: true }, { latest: true }, true],
  [{ latest: true }, tag('a', true), false],
  [{ tag: true }, tag('a', false), true],
  [{ tag: true }, {}, false],
  [{ tag: 'a' }, tag('b', true), false],
  [{ tag: true, latest: true }, tag('a', false), false],
  [
    { tag: 'a', latest: true },
    {
      tags: [
        { name: 'a', latest: false },
        { name: 'b', latest: true }
      ]
    },
    false
  ],
  [{ tag: 'a', latest: true }, tag('a', true), true],
  [{ branch: 'a' }, branch('a', false), true],
  [{ branch: true, latest: true }, branch('a', false), false],
  [{ mainBranch: true }, branch('main', false, true), true],
  [{ mainBranch: true }, branch('a', true), false],
  [{ mainBranch: true, latest: true }, { latest: true, ...branch('main', false, true) }, false],
  [{ pacticipant: 'api' }, {}, false],
  [{ pacticipant: 'web' }, {}, true],
  [{ pacticipant: 'web', tag: true }, {}, false],
  [{ max_age: 200 }, {}, true],
  [{ max_age: 199 }, {}, false],
  [{ deployed: true }, { deployed: ['test'] }, true],
  [{ deployed: true, environment: 'production' }, { deployed: ['test'] }, false],
  [{ environment: 'test' }, { released: ['test'] }, true],
  [{ released: true }, { deployed: ['test'] }, false]
]
for (const [selector, version, fits] of selected) {
  t.test(`${JSON.stringify(selector)} ${fits ? 'keeps' : 'leaves'} ${JSON.stringify(version)}`, async t =>
    t.equal(isSelected({ ...idle, ...version }, selector, now), fits)
  )
}

t.test('the oldest go first, and nothing young by default', async t => {
  const versions = [3, 1, 2].map(id => ({ ...idle, id })).concat({ ...idle, id: 0, createdAt: now - 90 * day })
  const idsOf = (selectors: KeepSelector[]) => idleVersions(versions, { selectors, now, horizon }).map(({ id }) => id)
  t.same(
    [idsOf(usualKeepSelectors), idsOf([])],
    [
      [1, 2, 3],
      [0, 1, 2, 3]
    ]
  )
})

t.test('selectors that would keep something else than was meant are refused', async t => {
  t.same(readKeepSelectors('[{"tag":true},{"max_age":3}]'), { selectors: [{ tag: true }, { max_age: 3 }] })
  const bad = [
    '',
    '{}',
    '[1]',
    '[{}]',
    '[{"tags":"a"}]',
    '[{"latest":false}]',
    '[{"max_age":"3"}]',
    '[{"max_age":-1}]',
    '[{"tag":1}]'
  ]
  for (const text of bad) t.match(readKeepSelectors(text), { problem: String }, text)
})
