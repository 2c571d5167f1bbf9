import t from 'tap'
import { pendingFor, type Successes } from '../../server/domain/pending.ts'

const byTags = (withTag: Record<string, boolean>, withAnyTag: boolean, tags: string[]): Successes => ({
  by: 'tags',
  withTag: new Map(Object.entries(withTag)),
  withAnyTag,
  tags
})

const rows: Array<[says: string, successes: Successes, pending: boolean, tags?: string[]]> = [
  ['never verified', { by: 'branch', onBranch: false, elsewhereBefore: false }, true],
  ['verified on the branch', { by: 'branch', onBranch: true, elsewhereBefore: false }, false],
  ['verified on another branch before this one began', { by: 'branch', onBranch: false, elsewhereBefore: true }, false],
  ['verified by no version at all', { by: 'provider', any: false }, true],
  ['verified by any version', { by: 'provider', any: true }, false],
  ['verified with the tag', byTags({ a: true }, true, ['a']), false],
  ['not verified with a tag in use, though with another', byTags({ a: false }, true, ['a']), true, ['a']],
  ['a tag never used, verified with another', byTags({}, true, ['a']), false],
  ['a tag never used, verified with none', byTags({}, false, ['a']), true, ['a']],
  ['one of two tags still waits', byTags({ a: true, b: false }, true, ['a', 'b']), true, ['b']]
]

for (const [says, successes, pending, tags = []] of rows) {
  t.test(`${says}: ${pending ? 'pending' : 'not pending'}`, async t => {
    t.same(pendingFor(successes), { pending, tags })
  })
}
