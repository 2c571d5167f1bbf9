import t from 'tap'
import type { Chosen } from '../../server/domain/chosen-publication.ts'
import { inProgressForBranch, inProgressForTags, type TaggedSuccess, windowDays } from '../../server/domain/work-in-progress.ts'

const candidate = (contractId: number, branch: string): Chosen => ({
  choice: { rule: 'branch', branch },
  publication: { consumerId: 1, consumer: 'web', version: branch, order: 1, contractId, sha: '', publishedAt: 0 }
})
const candidates = [candidate(1, 'a'), candidate(1, 'b'), candidate(2, 'c'), candidate(3, 'd')]
const seen = (items: Array<{ chosen: Chosen[]; tags: string[] }>) =>
  items.map(({ chosen, tags }) => [chosen.map(({ publication }) => publication.version).join(), ...tags])

t.test('heads with the same content are one; what was asked for or is settled is no work in progress', async t => {
  t.same(seen(inProgressForBranch(candidates, new Set(), new Set())), [['a,b'], ['c'], ['d']])
  t.same(seen(inProgressForBranch(candidates, new Set([1]), new Set([3]))), [['c']])
})

const success = (tags: string[], firstAt: number): TaggedSuccess => ({ contractId: 1, tags, firstAt })

const rows: Array<[says: string, successes: TaggedSuccess[], open: string[]]> = [
  ['never verified is open for each tag', [], ['main', 'new']],
  ['verified with one tag is open for the other', [success(['main'], 20)], ['new']],
  ['verified with another tag before a tag came into use', [success(['old'], 5)], []],
  ['verified with another tag afterwards', [success(['old'], 15)], ['main', 'new']],
  ['verified by a version without tags', [success([], 5)], ['main', 'new']],
  ['results of another contract say nothing', [{ ...success(['main', 'new'], 1), contractId: 2 }], ['main', 'new']]
]

for (const [says, successes, open] of rows) {
  t.test(`for tags: ${says}`, async t => {
    const firstUse = new Map([
      ['main', 10],
      ['new', 12]
    ])
    const items = inProgressForTags([candidate(1, 'a')], new Set(), ['main', 'new'], { successes, firstUse })
    t.same(seen(items), open.length === 0 ? [] : [['a', ...open]])
  })
}

t.test('for tags: a tag that was never used is settled by any other', async t => {
  const results = { successes: [success(['old'], 99)], firstUse: new Map() }
  t.same(inProgressForTags([candidate(1, 'a')], new Set(), ['fresh'], results), [])
})

const day = 24 * 60 * 60 * 1000
const windows: Array<[says: string, ages: number[], days: number]> = [
  ['the usual where nothing waits', [], 8],
  ['four of five that wait', [1, 2, 9, 10, 13], 11],
  ['the shortest at least', [1, 1, 2], 7],
  ['the longest at most', [30, 40], 14],
  ['a day begun', [9.2], 10]
]
for (const [says, ages, days] of windows) {
  t.test(`the window that the broker chooses is ${says}`, async t => {
    const bounds = { shortest: 7, longest: 14, usual: 8 }
    t.equal(
      windowDays(
        ages.map(age => age * day),
        bounds
      ),
      days
    )
  })
}
