import fc from 'fast-check'
import t from 'tap'
import { cutContent, joinParts, readContent } from '../../server/domain/contracts/content.ts'
import { appendMembers, servedText } from '../../server/domain/contracts/served-text.ts'

const space = fc.constantFrom('', '', ' ', '\n', '\t', ' \r\n  ')
const number = fc.constantFrom('1', '1.0', '-0', '0.10', '1e400', '12345678901234567890123', '-1.5E+3', '0')
const string = fc.oneof(
  fc.string({ unit: 'grapheme' }).map(text => JSON.stringify(text)),
  fc.constantFrom('"\\u0041"', '"\\\\"', '"\\\\\\""', '"a\\/b"', '"\\ud800"', '"{[,:]}"', '""', '"_id"', '"200"')
)
const key = fc.oneof(
  string,
  fc.constantFrom('"interactions"', '"messages"', '"1"', '"10"', '"_id"', '"\\u005fid"', '"createdAt"')
)
const { json } = fc.letrec<{ json: string; list: string; object: string }>(tie => ({
  json: fc.oneof({ maxDepth: 5 }, number, string, fc.constantFrom('true', 'false', 'null'), tie('list'), tie('object')),
  list: fc.array(fc.tuple(space, tie('json'), space)).map(items => `[${items.map(item => item.join('')).join(',')}]`),
  object: fc
    .array(fc.tuple(space, key, space, fc.constant(':'), space, tie('json'), space))
    .map(members => `{${members.map(member => member.join('')).join(',')}}`)
}))
const pact = fc
  .tuple(space, json, json, fc.array(json), space, fc.constantFrom('interactions', 'messages'))
  .map(
    ([before, metadata, extra, interactions, after, name]) =>
      `${before}{"consumer":${extra},"${name}":[${interactions.join(`${after},${before}`)}] ,"metadata":${metadata}}${after}`
  )

t.test('any JSON text comes back byte for byte from its parts', async t => {
  const text = fc.oneof(json, pact)
  fc.assert(fc.property(text, value => joinParts(cutContent(readContent(value))) === value))
  t.pass('cut and joined')
})

t.test('any JSON text is served as JSON of the same value, but for the _id of its interactions', async t => {
  fc.assert(
    fc.property(fc.oneof(json, pact), text => {
      const served: unknown = JSON.parse(servedText(cutContent(readContent(text))))
      t.same(withoutIds(served), withoutIds(JSON.parse(text)))
    }),
    { numRuns: 200 }
  )
})

function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === '_id' ? undefined : inner)))
}

const interaction = (rest: string) => `{"description":"d","request":{"method":"GET","path":"/"}${rest}}`

t.test('each interaction and message gets an _id, placed first, unless it has one', async t => {
  const text = `{"interactions":[${interaction('')},{"_id":"own","a":1},{}, { "b":2}],"messages":[{"c":1.0}]}`
  const served = servedText(cutContent(readContent(text)))
  t.match(served, /"interactions":\[\{"_id":"[0-9a-f]{40}","description"/)
  t.match(served, /,\{"_id":"own","a":1\},\{"_id":"[0-9a-f]{40}"\}, \{"_id":"[0-9a-f]{40}", "b":2\}\]/)
  t.match(served, /"messages":\[\{"_id":"[0-9a-f]{40}","c":1\.0\}\]/)
})

t.test('the _id depends on what an interaction says, not on the order of its keys', async t => {
  const keyOf = (text: string) => cutContent(readContent(`{"interactions":[${text}]}`)).interactions[0]?.key
  t.equal(keyOf('{"a":1,"b":{"c":2,"d":3}}'), keyOf('{ "b":{"d":3,"c":2},"a":1 }'))
  t.not(keyOf('{"a":1}'), keyOf('{"a":1.0}'))
  t.equal(keyOf('{"_id":"mine","a":1}'), 'mine')
  t.match(keyOf('{"_id":"","a":1}'), /^[0-9a-f]{40}$/)
  t.match(keyOf('{"_id":"a\\u0000","a":1}'), /^[0-9a-f]{40}$/)
})

const appended: Array<[says: string, text: string, result: string]> = [
  ['members are put at the end', '{"a":1.0}', '{"a":1.0,"createdAt":"now"}'],
  ['also of an empty object', ' { } ', '{"createdAt":"now"}'],
  ['a member of that name is replaced', '{"createdAt":"then", "a":1e2}\n', '{"a":1e2,"createdAt":"now"}'],
  ['also where its name is escaped', '{"created\\u0041t":"then"}', '{"createdAt":"now"}'],
  ['deeper ones are left alone', '{"a":{"createdAt":"then"}}', '{"a":{"createdAt":"then"},"createdAt":"now"}'],
  ['a list stays as it is', '[1]', '[1]']
]
for (const [says, text, result] of appended) {
  t.test(says, async t => t.equal(appendMembers(text, { createdAt: '"now"' }), result))
}
