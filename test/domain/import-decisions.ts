import t from 'tap'
import { sha1 } from '../../server/domain/contracts/canonical.ts'
import { cutContent, readContent } from '../../server/domain/contracts/content.ts'
import { appendMembers, servedText } from '../../server/domain/contracts/served-text.ts'
import { type ComparedAnswer, type ComparedRow, compareAnswers } from '../../server/domain/imports/compare-answers.ts'
import { followsHead, inJoiningOrder } from '../../server/domain/imports/memberships.ts'
import { newPlaces } from '../../server/domain/imports/places.ts'
import { sample } from '../../server/domain/imports/sample.ts'
import { contentFromSource } from '../../server/domain/imports/source-content.ts'

t.test('versions share their places in the order of the source, and those of others keep theirs', async t => {
  const at = (...places: Array<[id: number, order: number]>) => places.map(([id, order]) => ({ id, order }))
  t.same(newPlaces(at([1, 1], [2, 2], [5, 9])), [], 'as a rule nothing moves')
  t.same(newPlaces(at([1, 1], [9, 9], [2, 2], [3, 5])), at([9, 2], [2, 5], [3, 9]), 'one that came between')
  t.same(newPlaces([]), [])
})

t.test('members join by date, within a second by version, and the head last', async t => {
  const member = (branch: string, versionId: number, createdAt: number, isHead = false) => ({
    branch,
    versionId,
    order: versionId,
    isHead,
    createdAt
  })
  const joined = inJoiningOrder([
    member('main', 3, 1000, true),
    member('main', 1, 2000),
    member('feat', 2, 1500),
    member('main', 5, 1000),
    member('main', 4, 1000),
    member('feat', 9, 3000, true)
  ])
  t.same(
    joined.map(({ branch, versionId }) => `${branch} ${versionId}`),
    ['main 4', 'main 5', 'feat 2', 'main 1', 'main 3', 'feat 9']
  )
})

t.test('a branch follows the head of the source unless it has gone on by itself', async t => {
  const members = new Set([1, 2, 3])
  t.equal(followsHead(3, 3, members), false)
  t.equal(followsHead(3, 2, members), true)
  t.equal(followsHead(7, 3, members), false)
  t.equal(followsHead(undefined, 3, members), true)
})

/** As a broker serves what was published. */
const served = (text: string) =>
  appendMembers(servedText(cutContent(readContent(text))), {
    createdAt: '"2026-01-31T00:00:00+00:00"',
    _links: '{"self":{"href":"x"}}'
  })

const texts = [
  '{"interactions":[{"description":"a","response":{"body":{"200":1.0,"1":12345678901234567890}}}]}',
  '{ "messages": [ { "description" : "é\\u00e9" , "contents":"\\"_id\\"" } ], "metadata":{"pactSpecification":{"version":"3.0.0"}}}',
  '{"interactions":[{"_id":"mine","description":"a"},{"description":"b"}]}',
  `{"interactions":[{"_id":"${sha1('{"description":"a"}')}","description":"a"}]}`,
  '{"interactions":[{}],"messages":[]}',
  '{"interactions":[{"description":"_links","_links":1}],"nested":{"createdAt":2}}',
  '{"any":"thing"}',
  '{}',
  '["a",{"b":1.10}]'
]

for (const text of texts) {
  t.test(`of a contract nothing is lost on its way through a broker: ${text.slice(0, 60)}`, async t => {
    const { sha, root } = readContent(text)
    const { content, difference } = contentFromSource(served(text), root.kind === 'array' ? undefined : sha)
    t.equal(content.text, text)
    t.equal(content.sha, sha)
    t.equal(difference, undefined)
  })
}

t.test('results find their interactions by the _id that the source gave them', async t => {
  const text =
    '{"interactions":[{"_id":"0123456789012345678901234567890123456789","description":"a"}],"createdAt":"x","_links":{}}'
  const sha = readContent('{"interactions":[{"description":"a"}]}').sha
  const { content, parts } = contentFromSource(text, sha)
  t.equal(content.text, '{"interactions":[{"description":"a"}]}')
  t.same(
    parts.interactions.map(({ key }) => key),
    ['0123456789012345678901234567890123456789']
  )
})

t.test('where hashes differ, the reason is told', async t => {
  const text = '{"b":1,"interactions":[{"description":"a"}],"a":{}}'
  t.equal(contentFromSource(served(text), sha1(text)).difference, 'whole-text')
  t.equal(contentFromSource(served(text), sha1('something else')).difference, 'other')
})

t.test('a sample is the same for the same seed', async t => {
  const items = Array.from({ length: 50 }, (_, i) => i)
  t.same(sample(items, 5, 1), sample(items, 5, 1))
  t.notSame(sample(items, 5, 1), sample(items, 5, 2))
  t.same(
    sample(items, 100, 3).sort((a, b) => a - b),
    items
  )
})

const row = (success: boolean | null, providerVersion: string | null, rest: Partial<ComparedRow> = {}): ComparedRow => ({
  consumer: 'web',
  version: '1',
  provider: 'api',
  providerVersion,
  success,
  ...rest
})
const answer = (deployable: boolean | null, rows: ComparedRow[], codes: string[] = []): ComparedAnswer => ({
  deployable,
  success: rows.filter(({ success }) => success === true).length,
  failed: rows.filter(({ success }) => success === false).length,
  unknown: rows.filter(({ success }) => success === null).length,
  rows,
  codes
})

const passing = row(true, '1')
const lowered = { ...answer(null, [passing], ['partly-verified']), success: 0, unknown: 1 }
const self = row(true, '1', { provider: 'web' })
const cases: Array<[says: string, source: ComparedAnswer, target: ComparedAnswer, outcome: string]> = [
  ['the same', answer(true, [passing]), answer(true, [passing]), 'equal'],
  ['a live version added', answer(true, [passing]), answer(null, [passing, row(null, '2')]), 'allowed'],
  ['a failing one added', answer(true, [passing]), answer(false, [passing, row(false, '2')]), 'allowed'],
  ['a result lost', answer(true, [passing]), answer(null, [row(null, null)]), 'differs'],
  ['a row lost', answer(true, [passing]), answer(true, []), 'differs'],
  ['a result made up', answer(null, [row(null, null)]), answer(true, [passing]), 'differs'],
  ['a passing row added', answer(true, [passing]), answer(true, [passing, row(true, '2')]), 'differs'],
  ['its contract with itself added', answer(true, [passing]), answer(true, [passing, self]), 'allowed'],
  ['an incomplete result', answer(true, [passing]), lowered, 'allowed'],
  ['lower for no reason', answer(true, [passing]), { ...lowered, codes: [] }, 'differs'],
  ['higher', answer(null, [passing]), answer(true, [passing]), 'differs']
]
for (const [says, source, target, outcome] of cases) {
  t.test(`answers compared: ${says} is ${outcome}`, async t => {
    t.equal(compareAnswers(source, target).outcome, outcome)
  })
}
