import t from 'tap'
import { decodeContract, differingNames } from '../../server/domain/contracts/check-content.ts'
import { type ContentChange, contentChange, type Predecessor } from '../../server/domain/contracts/content-change.ts'
import { type Circumstances, type Decision, decidePublication } from '../../server/domain/contracts/decide-publication.ts'
import { untestedInteractions } from '../../server/domain/contracts/untested.ts'

const usual: Circumstances = { published: 'a', incoming: 'b', merge: false, allowModification: false }

const decisions: Array<[says: string, circumstances: Partial<Circumstances>, decision: Decision]> = [
  ['what was never published is new', { published: undefined }, 'create'],
  ['also where it may be merged', { published: undefined, merge: true }, 'create'],
  ['the same content again is unchanged', { incoming: 'a' }, 'unchanged'],
  ['also where it may be merged or modified', { incoming: 'a', merge: true, allowModification: true }, 'unchanged'],
  ['other content is refused', {}, 'refuse'],
  ['but where that is allowed', { allowModification: true }, 'change'],
  ['a merge is tried whatever is allowed', { merge: true }, 'merge'],
  ['and comes before replacing', { merge: true, allowModification: true }, 'merge']
]
for (const [says, circumstances, decision] of decisions) {
  t.test(says, async t => t.equal(decidePublication({ ...usual, ...circumstances }), decision))
}

const changes: Array<[says: string, predecessors: Predecessor[], change: ContentChange | undefined]> = [
  ['without predecessor it is the first', [{ sha: undefined }], { code: 'first' }],
  ['the same as before is no change', [{ sha: 'a' }], undefined],
  ['other content is one', [{ sha: 'b' }], { code: 'changed' }],
  [
    'one tag without predecessor is enough',
    [
      { tag: 'dev', sha: 'a' },
      { tag: 'prod', sha: undefined }
    ],
    { code: 'first', tag: 'prod' }
  ],
  [
    'one tag with other content is enough',
    [
      { tag: 'dev', sha: 'b' },
      { tag: 'prod', sha: 'a' }
    ],
    { code: 'changed', tag: 'dev' }
  ]
]
for (const [says, predecessors, change] of changes) t.test(says, async t => t.same(contentChange('a', predecessors), change))

const results: Array<[says: string, testResults: unknown, untested: number]> = [
  ['no list leaves nothing out', undefined, 0],
  ['an empty list neither', [], 0],
  ['nor one that names no interactions', [{ success: true }], 0],
  ['a list that names all is whole', [{ interactionId: 'a' }, { interactionId: 'b' }, { interactionId: 'other' }], 0],
  ['a list that names some leaves the others out', [{ interactionId: 'b' }], 1],
  ['one that names only unknown ones leaves all out', [{ interactionId: 'x' }], 2],
  ['the list may be in `tests`', { tests: [{ interactionId: 'b' }] }, 1],
  ['anything else is no list', [null, 1, 'a', { interactionId: 1 }, { interactionId: '' }], 0],
  ['nor is a text', 'a', 0]
]
for (const [says, testResults, untested] of results) {
  t.test(says, async t => t.equal(untestedInteractions(['a', 'b'], testResults), untested))
}

const encode = (text: string) => Buffer.from(text).toString('base64')

const contents: Array<[says: string, content: string, problem: RegExp]> = [
  ['an empty content is none', '', /base64/],
  ['a line break is not strict base64', `${encode('{"a":1}')}\n`, /base64/],
  ['base64 for addresses is not it either', Buffer.from('{"a":"?>?"}').toString('base64url'), /base64/],
  ['missing padding is refused', encode('{"a":11}').replace(/=+$/, ''), /base64/],
  ['bytes that are no UTF-8 are refused', Buffer.from([0x22, 0xff, 0x22]).toString('base64'), /UTF-8/],
  ['half a document is refused', encode('{"a"'), /valid JSON/],
  ['a number is no contract', encode('1'), /JSON object/],
  ['nor is null', encode('null'), /JSON object/],
  ['51 levels are too deep', encode(`${'['.repeat(51)}${']'.repeat(51)}`), /50 levels/]
]
for (const [says, content, problem] of contents) {
  t.test(says, async t => t.match(decodeContract(content), { problem }))
}

t.test('brackets in texts are no levels', async t => {
  const text = `{"a":"${'['.repeat(99)}\\"{"}`
  t.match(decodeContract(encode(text)), { text })
})

const named: Array<[says: string, value: unknown, sides: string[]]> = [
  ['names that are not there do not differ', {}, []],
  ['nor do empty sides', { consumer: null, provider: {} }, []],
  ['nor the same names', { consumer: { name: 'a' }, provider: { name: 'b' } }, []],
  ['other names do', { consumer: { name: 'x' }, provider: { name: 1 } }, ['consumer', 'provider']],
  ['a list has no names', [], []],
  ['a text as consumer has none', { consumer: 'x' }, []]
]
for (const [says, value, sides] of named) {
  t.test(says, async t =>
    t.same(
      differingNames(value, { consumer: 'a', provider: 'b' }).map(({ side }) => side),
      sides
    )
  )
}
