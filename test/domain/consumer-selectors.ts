import t from 'tap'
import { readSelectors } from '../../server/domain/consumer-selectors.ts'

type Row = [says: string, selector: unknown, problem: RegExp | undefined]

const rows: Row[] = [
  ['mainBranch alone', { mainBranch: true }, undefined],
  ['mainBranch with consumer and latest', { mainBranch: true, consumer: 'web', latest: true }, undefined],
  ['mainBranch with latest: false', { mainBranch: true, latest: false }, /mainBranch cannot go with latest: false/],
  ['mainBranch: false', { mainBranch: false }, /mainBranch must be true/],
  ['mainBranch with a tag', { mainBranch: true, tag: 'x' }, /mainBranch goes only with consumer and latest, not with tag/],
  ['mainBranch with a branch', { mainBranch: true, branch: 'x' }, /mainBranch goes only with .* not with branch/],
  ['a branch', { branch: 'feat' }, undefined],
  ['every branch', { branch: true }, undefined],
  ['a branch with latest: true', { branch: 'feat', latest: true }, undefined],
  ['branch: false', { branch: false }, /branch must be a string/],
  ['a blank branch', { branch: ' ' }, /branch cannot be blank/],
  ['a branch that no database keeps', { branch: 'a\u0000' }, /branch cannot contain control characters/],
  ['a branch with latest: false', { branch: 'x', latest: false }, /branch cannot go with latest: false/],
  ['a branch and a tag', { branch: 'x', tag: 'y' }, /tag and branch cannot go together/],
  ['matchingBranch', { matchingBranch: true }, undefined],
  ['matchingBranch with consumer', { matchingBranch: true, consumer: 'web' }, undefined],
  ['matchingBranch: false', { matchingBranch: false }, /matchingBranch must be true/],
  [
    'matchingBranch with latest',
    { matchingBranch: true, latest: true },
    /matchingBranch goes only with consumer, not with latest/
  ],
  ['matchingBranch with a branch', { matchingBranch: true, branch: 'x' }, /matchingBranch goes only with .* not with branch/],
  ['latest: true alone', { latest: true }, undefined],
  ['latest with consumer', { latest: true, consumer: 'web' }, undefined],
  ['latest: false alone', { latest: false }, /needs one of/],
  ['latest in words', { latest: 'true' }, /latest must be boolean/],
  ['a tag', { tag: 'prod' }, undefined],
  ['a tag with latest: false', { tag: 'prod', latest: false }, undefined],
  ['the latest with a tag, or with another', { tag: 'feat', latest: true, fallbackTag: 'main' }, undefined],
  ['a number as tag', { tag: 1 }, /tag must be a string/],
  ['tag: null', { tag: null }, /tag must be a string/],
  ['a blank tag', { tag: '' }, /tag cannot be blank/],
  ['a fallback tag without latest', { tag: 'feat', fallbackTag: 'main' }, /fallbackTag needs tag and latest: true/],
  ['a fallback tag without tag', { latest: true, fallbackTag: 'main' }, /fallbackTag needs tag and latest: true/],
  ['a fallback branch', { branch: 'feat', fallbackBranch: 'main' }, undefined],
  ['a fallback branch alone', { fallbackBranch: 'main', latest: true }, /fallbackBranch needs branch/],
  [
    'a fallback branch with latest: false',
    { branch: 'x', fallbackBranch: 'y', latest: false },
    /fallbackBranch cannot go with latest: false/
  ],
  ['deployed', { deployed: true }, undefined],
  ['deployed to an environment', { deployed: true, environment: 'test' }, undefined],
  ['released in an environment, of a consumer', { released: true, environment: 'test', consumer: 'web' }, undefined],
  ['an environment alone', { environment: 'test' }, undefined],
  ['deployedOrReleased', { deployedOrReleased: true }, undefined],
  ['deployed: false', { deployed: false }, /deployed must be true/],
  ['deployed and released', { deployed: true, released: true }, /only one of deployed, released and deployedOrReleased/],
  ['deployed with a tag', { deployed: true, tag: 'x' }, /tag cannot go with deployed/],
  ['an environment with latest', { environment: 'test', latest: true }, /latest cannot go with environment/],
  ['an environment with a main branch', { environment: 'test', mainBranch: true }, /mainBranch cannot go with environment/],
  ['a blank environment', { environment: ' ' }, /environment cannot be blank/],
  ['a consumer alone', { consumer: 'web' }, /needs one of/],
  ['a blank consumer', { latest: true, consumer: ' ' }, /consumer cannot be blank/],
  ['nothing', {}, /needs one of/],
  ['a key that nobody knows, alone', { colour: 'red' }, /needs one of/],
  ['a word', 'main', /must be a hash/],
  ['null', null, /must be a hash/],
  ['a list', [], /must be a hash/]
]

for (const [says, selector, problem] of rows) {
  t.test(`${says} is ${problem === undefined ? 'a selector' : 'refused, with its position'}`, async t => {
    const read = readSelectors([{ latest: true }, selector], 'feat')
    if (problem === undefined) {
      t.same(read, [{ latest: true }, selector])
      return
    }
    const errors = 'errors' in read ? read.errors : []
    t.match(errors.join(), problem)
    t.ok(errors.every(text => text.endsWith(' (at index 1)')))
  })
}

t.test('matchingBranch needs the branch of the provider', async t => {
  t.match(readSelectors([{ matchingBranch: true }], undefined), { errors: [/needs providerVersionBranch .*\(at index 0\)/] })
})

t.test('keys that nobody knows are left aside', async t => {
  t.same(readSelectors([{ latest: true, colour: 'red' }], undefined), [{ latest: true }])
})

t.test('selectors are a list, and not an endless one', async t => {
  t.match(readSelectors(null, undefined), { errors: ['must be an array'] })
  t.match(readSelectors(Array(1001).fill({ latest: true }), undefined), { errors: [/cannot be greater than 1000/] })
})
