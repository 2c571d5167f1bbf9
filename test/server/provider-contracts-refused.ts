import t, { type Test } from 'tap'
import { contract, count, oas, publish } from '../provider-documents.ts'
import { type Story, tellStory } from '../story.ts'

const good = contract(oas('A'))
const refused: Array<[says: string, body: object | string, errors: object]> = [
  ['nothing', {}, { pacticipantVersionNumber: ['is missing'] }],
  ['no document', { pacticipantVersionNumber: '1' }, { contract: ['is missing'] }],
  ['an empty list', { pacticipantVersionNumber: '1', contracts: [] }, { contracts: ['size cannot be less than 1'] }],
  [
    'both forms',
    { pacticipantVersionNumber: '1', contract: good, contracts: [good] },
    { contracts: ['cannot be given together with contract'] }
  ],
  ['a blank version', { pacticipantVersionNumber: ' ', contract: good }, { pacticipantVersionNumber: ['cannot be blank'] }],
  ['a blank branch', { pacticipantVersionNumber: '1', branch: '', contract: good }, { branch: ['cannot be blank'] }],
  ['a blank tag', { pacticipantVersionNumber: '1', tags: ['a', ''], contract: good }, { tags: ['cannot be blank (at index 1)'] }],
  [
    'content that is a number',
    { pacticipantVersionNumber: '1', contract: { content: 1 } },
    { 'contract.content': ['must be a string'] }
  ],
  [
    'content that is no base64',
    { pacticipantVersionNumber: '1', contract: { content: '?' } },
    { 'contract.content': ['must be valid base64'] }
  ],
  [
    'UTF-16',
    { pacticipantVersionNumber: '1', contract: contract(Buffer.from('\ufeff{}', 'utf16le')) },
    { 'contract.content': ['must be valid UTF-8'] }
  ],
  [
    'an empty document',
    { pacticipantVersionNumber: '1', contract: contract('') },
    { 'contract.content': ['cannot be read: it is empty'] }
  ],
  ['a blank name', { pacticipantVersionNumber: '1', contract: { ...good, name: ' ' } }, { 'contract.name': ['cannot be blank'] }],
  [
    'a name twice',
    { pacticipantVersionNumber: '1', contracts: [good, { ...good, name: 'default' }] },
    { contracts: ['name "default" is there twice (at index 1)'] }
  ],
  [
    'a result that is none',
    { pacticipantVersionNumber: '1', contract: { ...good, selfVerificationResults: { success: 'yes' } } },
    { 'contract.selfVerificationResults.success': ['must be boolean'] }
  ],
  [
    'a report that is no base64',
    { pacticipantVersionNumber: '1', contract: { ...good, selfVerificationResults: { success: true, content: '?' } } },
    { 'contract.selfVerificationResults.content': ['must be valid base64'] }
  ],
  [
    'a verifier with a NUL',
    { pacticipantVersionNumber: '1', contract: { ...good, selfVerificationResults: { success: true, verifier: 'a\u0000' } } },
    { 'contract.selfVerificationResults.verifier': ['cannot contain control characters'] }
  ],
  [
    'a document with several faults',
    {
      pacticipantVersionNumber: '1',
      contract: contract(
        'openapi: 3.0\ninfo: {title: A, version: 1}\npaths:\n  /a:\n    get: {security: x, parameters: [{$ref: b.yaml}]}'
      )
    },
    {
      'contract.content': [
        /^cannot be read: line 5, at \/paths\/~1a\/get\/.*(must be a list, not "x"|leads out of the document with "b.yaml")/,
        /^cannot be read: line 5, at \/paths\/~1a\/get\/.*(must be a list, not "x"|leads out of the document with "b.yaml")/
      ]
    }
  ],
  [
    'several that cannot be read',
    { pacticipantVersionNumber: '1', contracts: [good, contract('a: 1', { name: 'a' }), contract('{', { name: 'b' })] },
    {
      contracts: [
        /content cannot be read: it is no provider contract.*\(at index 1\)/,
        /content cannot be read: line 1, column 2.*\(at index 2\)/
      ]
    }
  ]
]

t.test('what cannot be kept is refused by field, and nothing is stored', async t => {
  const story = await tellStory(t)
  const before = await count(story)
  for (const [says, body, errors] of refused) {
    const answer = await story.request('POST', '/provider-contracts/provider/api/publish', body)
    t.equal(answer.status, 400, says)
    t.match(answer.body.errors, errors, says)
    t.match(Object.keys(answer.body.errors), Object.keys(errors), says)
  }
  const wrongType = await story.request('POST', '/provider-contracts/provider/api/publish', 'a: 1', {
    'content-type': 'text/yaml'
  })
  t.equal(wrongType.status, 415)
  t.equal((await publish(story, '1', { contract: good }, 'x'.repeat(256))).status, 400)
  await refusedEverywhere(t, story)
  t.same(await count(story), before)
})

async function refusedEverywhere(t: Test, { get }: Story) {
  for (const rest of [
    'latest',
    'branch/latest',
    'branch/x/latest',
    'environment/x',
    'version/1',
    'version/1/name/x',
    'version/1/name/x/document'
  ]) {
    t.equal((await get(`/provider-contracts/provider/${'x'.repeat(256)}/${rest}`)).status, 404, rest)
    t.equal((await get(`/provider-contracts/provider/%00/${rest}`)).status, 422, rest)
  }
}
