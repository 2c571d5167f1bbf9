import fc from 'fast-check'
import t from 'tap'
import { decodeToken, encodeToken, type Metadata } from '../../server/domain/metadata-token.ts'

const nothing: Metadata = { consumerVersions: [], selectors: [] }

const metadata: fc.Arbitrary<Metadata> = fc.record(
  {
    consumerVersions: fc.array(fc.string({ unit: 'grapheme' })),
    selectors: fc.array(
      fc.record(
        { tag: fc.string(), branch: fc.string(), latest: fc.boolean(), consumerVersion: fc.string() },
        { requiredKeys: [] }
      )
    ),
    pending: fc.boolean(),
    wip: fc.boolean()
  },
  { requiredKeys: ['consumerVersions', 'selectors'] }
)

t.test('a token gives back what went into it, and is one plain path segment', async t => {
  fc.assert(
    fc.property(metadata, value => {
      const token = encodeToken(value)
      t.match(token, /^[\w-]+$/)
      t.same(decodeToken(token), { ...value, selectors: value.selectors.map(selector => ({ ...selector })) })
    })
  )
})

t.test('a padded token is read all the same', async t => {
  const token = encodeToken({ consumerVersions: ['1'], selectors: [] })
  t.same(decodeToken(`${token}==`), { consumerVersions: ['1'], selectors: [] })
})

const bad: Array<[says: string, token: string | undefined]> = [
  ['no token', undefined],
  ['an empty one', ''],
  ['one that is not base64', '%%%'],
  ['one that is not JSON', Buffer.from('cvn=1').toString('base64url')],
  ['JSON of another shape', Buffer.from('[1,2,3,4]').toString('base64url')],
  ['selectors of another shape', Buffer.from('[["1"],[[1,2,3,4]],0,0]').toString('base64url')],
  ['a lone null', Buffer.from('null').toString('base64url')]
]
for (const [says, token] of bad) t.test(`${says} says nothing`, async t => t.same(decodeToken(token), nothing))
